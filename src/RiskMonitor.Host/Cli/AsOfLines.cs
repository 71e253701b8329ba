using System.Text.Json.Nodes;

namespace RiskMonitor.Host.Cli;

/// <summary>What an answer is true of, in words: no screen may look more certain than its answer.</summary>
public static class AsOfLines
{
    private const int ItemsShown = 4;

    public static void Print(JsonNode asOf)
    {
        foreach (var line in Of(asOf))
        {
            Screen.Line(line);
        }
    }

    public static IEnumerable<string> Of(JsonNode asOf)
    {
        var asked = asOf["askedFor"] is { } day ? $" (asked for {day})" : "";
        yield return $"Valid at {asOf["validAt"]}{asked}, as known at position {asOf["position"]} "
            + $"({asOf["recordedAt"]}); policy {string.Join(", ", asOf["policyVersion"]!.AsArray())}.";
        if (!asOf["complete"]!.GetValue<bool>())
        {
            yield return $"Not complete: {string.Join(' ', asOf["incomplete"]!.AsArray())}{Items(asOf)}";
        }
    }

    private static string Items(JsonNode asOf)
    {
        var items = asOf["openItems"]!.AsArray();
        return items.Count == 0 ? ""
            : $" {string.Join(", ", items.Take(ItemsShown))}{(items.Count > ItemsShown ? ", …" : "")}";
    }
}
