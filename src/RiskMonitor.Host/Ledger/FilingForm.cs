using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Filing;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Ledger;

/// <summary>A filing as one JSON object, rebuilt from what the log keeps, to say where two of them differ.</summary>
internal static class FilingForm
{
    public static string Of(FiledFact fact) => Of(
        fact.Subject,
        fact.Type,
        JsonSerializer.Serialize(fact.Data, fact.Data.GetType(), Json.Options),
        new EventHeaders
        {
            Source = fact.Id.Source,
            Id = fact.Id.Id,
            Time = EventHeaders.Text(fact.Time),
            Evidence = EventHeaders.Text(fact.Evidence),
            SourceRef = fact.SourceRef,
        });

    public static string Of(string subject, string type, string data, EventHeaders headers)
    {
        var filing = new JsonObject
        {
            ["source"] = headers.Source,
            ["id"] = headers.Id,
            ["type"] = type,
            ["subject"] = subject,
            ["time"] = headers.Time,
            ["evidence"] = headers.Evidence,
            ["data"] = JsonNode.Parse(data),
        };
        if (headers.SourceRef is not null)
            filing["sourceref"] = headers.SourceRef;
        return filing.ToJsonString(Json.Options);
    }

    /// <summary>
    /// RFC 6901 pointer to the first member, in the order of names, that is not the same in both. Where what they say
    /// is the same, the time is written in two ways: all else has one form only.
    /// </summary>
    public static string Difference(string before, string after)
    {
        using var first = JsonDocument.Parse(before);
        using var second = JsonDocument.Parse(after);
        return Find(first.RootElement, second.RootElement, "") ?? "/time";
    }

    private static string? Find(JsonElement before, JsonElement after, string at)
    {
        if (before.ValueKind != after.ValueKind)
            return at;

        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new SortedSet<string>(StringComparer.Ordinal);
                names.UnionWith(before.EnumerateObject().Select(member => member.Name));
                names.UnionWith(after.EnumerateObject().Select(member => member.Name));
                return names.Select(name => Member(before, after, name, at)).FirstOrDefault(found => found is not null);
            case JsonValueKind.Array:
                var shared = Math.Min(before.GetArrayLength(), after.GetArrayLength());
                return Enumerable.Range(0, shared)
                    .Select(index => Find(before[index], after[index], $"{at}/{index}"))
                    .FirstOrDefault(found => found is not null)
                    ?? (before.GetArrayLength() == after.GetArrayLength() ? null : $"{at}/{shared}");
            default:
                return JsonElement.DeepEquals(before, after) ? null : at;
        }
    }

    private static string? Member(JsonElement before, JsonElement after, string name, string at)
    {
        var pointer = $"{at}/{name.Replace("~", "~0", StringComparison.Ordinal)
            .Replace("/", "~1", StringComparison.Ordinal)}";
        return before.TryGetProperty(name, out var first) && after.TryGetProperty(name, out var second)
            ? Find(first, second, pointer)
            : pointer;
    }
}
