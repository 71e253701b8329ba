using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Extremes;

/// <summary>Places of a filed event, and the ends of the range that a value there may have.</summary>
internal static class Extremes
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "-0.5", "0.000000000001", "0.0000000000000000000000000001", "999999999999", "-999999999999",
        "999999999999999", "-999999999999999", "999999999999999.99", "1000000000000000000000000000",
        "79228162514264337593543950335",
    ];

    private static readonly int[] Counts = [0, 1, -1, 24, 366, 1200, 70_000, int.MaxValue, int.MinValue];

    private static readonly string[] Dates =
        ["0001-01-01", "1970-01-01", "2025-06-30", "2026-02-28", "2199-12-31", "9999-12-31"];

    private static readonly string[] Times =
    [
        "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2025-06-30T23:59:59.999999999Z", "2199-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999Z",
    ];

    private static readonly string[] Months = ["0001-01", "1970-01", "2025-06", "2199-12", "9999-12"];

    private static readonly string[] Steps =
        ["0:00:00", "-1:00:00", "0:00:00.000000001", "0:01:00", "24:00:00", "8784:00:00", "100000000:00:00"];

    private static readonly string[] Texts = [string.Empty, new('x', 300), "a/b/c/d/e/f/g/h", "\u0661", " "];

    private static readonly string[] Others = ["[]", "{}", """{"nd":"not-collected"}"""];

    /// <summary>Every member of the data, and the time; of a list the first and the last item.</summary>
    public static IEnumerable<string> Places(JsonNode filed) => Places(filed["data"]!, "/data").Append("/time");

    /// <summary>Puts one of the extremes into the place; how many there are depends on what stands there.</summary>
    public static void Put(JsonNode filed, string place, int which)
    {
        var cut = place.LastIndexOf('/');
        var parent = At(filed, place[..cut]);
        var name = place[(cut + 1)..];
        var stands = At(filed, place);
        var all = For(stands);
        var value = all[which % all.Count];
        if (parent is JsonArray list)
        {
            list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[name] = value;
        }
    }

    private static IEnumerable<string> Places(JsonNode node, string at)
    {
        yield return at;
        var below = node switch
        {
            JsonObject map => map.Select(member => (member.Key, Node: member.Value)),
            JsonArray { Count: > 0 } list => new[] { 0, list.Count - 1 }.Distinct()
                .Select(index => (Key: $"{index}", Node: list[index])),
            _ => [],
        };
        foreach (var (name, child) in below)
        {
            foreach (var place in child is null ? [] : Places(child, $"{at}/{name}"))
            {
                yield return place;
            }
        }
    }

    private static JsonNode At(JsonNode root, string place)
    {
        var node = root;
        foreach (var step in place.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is JsonArray list
                ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]!
                : node[step]!;
        }

        return node;
    }

    private static List<JsonNode> For(JsonNode stands) => stands.GetValueKind() switch
    {
        JsonValueKind.Number => [.. Counts.Select(count => (JsonNode)count)],
        JsonValueKind.String => [.. Like((string)stands!).Select(text => (JsonNode)text)],
        JsonValueKind.Array => [.. Others.Select(Parsed), Many((JsonArray)stands)],
        JsonValueKind.Object => [.. Others.Select(Parsed)],
        _ => [.. Others.Select(Parsed), false, true],
    };

    private static string[] Like(string text) =>
        CanonicalDecimal.TryRead(text, out _) ? Numbers
        : LocalDatePattern.Iso.Parse(text).Success ? Dates
        : YearMonthPattern.Iso.Parse(text).Success ? Months
        : OffsetDateTimePattern.ExtendedIso.Parse(text).Success ? Times
        : text.EndsWith(":00:00", StringComparison.Ordinal) ? Steps
        : Texts;

    /// <summary>The same items fifty times over.</summary>
    private static JsonArray Many(JsonArray list) =>
        [.. Enumerable.Repeat(list, 50).SelectMany(items => items).Select(item => item?.DeepClone())];

    private static JsonNode Parsed(string json) => JsonNode.Parse(json)!;
}
