using System.Text.Json;
using NodaTime;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>What stands in for a fact keeps every rule that the fact had to keep when it was filed.</summary>
public static class ReplacementCheck
{
    /// <param name="json">The replacement's data.</param>
    /// <param name="type">Record of the fact that it replaces.</param>
    /// <param name="time">Valid time that it would have.</param>
    /// <exception cref="JsonException">It could not have been filed; the message names the rule.</exception>
    public static object Read(string json, Type type, Instant time, string source)
    {
        var findings = new Findings(line: 1);
        try
        {
            using var document = JsonDocument.Parse(json);
            new DialectWalk(findings).Object(document.RootElement, type, "/data/data");
            if (findings.Count == 0)
            {
                var data = document.RootElement.Deserialize(type, Json.Options)!;
                if (FactChecks.Pass((IFact)data, time, new FilingScope(source, MayOversee: true), findings))
                {
                    return data;
                }
            }
        }
        catch (Exception broken) when (Unreadable.Is(broken))
        {
            throw new JsonException(broken.Message, broken);
        }

        var first = findings.All[0];
        throw new JsonException($"{first.Rule} at {first.Pointer}: {first.Message}");
    }
}
