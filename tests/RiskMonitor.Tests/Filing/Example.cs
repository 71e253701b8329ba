using System.Text.Json.Nodes;
using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

/// <summary>The examples of specs/events, to be filed as they are or with one place changed.</summary>
internal static class Example
{
    public static readonly FilingScope Reporter = new("urn:uscc:91330100799655058B", MayOversee: false);

    public static readonly FilingScope Overseer = Reporter with { MayOversee = true };

    public static IEnumerable<string> OfFacts() => EventCatalogue.All
        .Where(entry => EventCatalogue.IsFiled(entry.Value)).Select(entry => entry.Key);

    public static string Text(string type) => File.ReadAllText(Repo.Path($"specs/events/{type}.example.json"));

    /// <param name="pointer">Place in the event; its parent is there already.</param>
    /// <param name="json">What shall stand there; empty to take away what does.</param>
    public static string With(string type, string pointer, string json)
    {
        var root = JsonNode.Parse(Text(type))!;
        var steps = pointer.Split('/')[1..];
        var parent = root;
        foreach (var step in steps[..^1])
        {
            parent = parent is JsonArray list ? list[Index(step)]! : parent[step]!;
        }

        if (parent is JsonArray array)
        {
            array[Index(steps[^1])] = JsonNode.Parse(json);
        }
        else if (json.Length == 0)
        {
            parent.AsObject().Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(json);
        }

        return root.ToJsonString();
    }

    private static int Index(string step) => int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);
}
