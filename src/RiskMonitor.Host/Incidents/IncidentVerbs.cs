using System.CommandLine;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Alerts;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Incidents;

/// <summary><c>riskmonitor incidents</c> and <c>riskmonitor incident ID</c>.</summary>
public static class IncidentVerbs
{
    public static Command List()
    {
        var state = new Option<string?>("--state") { Description = "open or closed." };
        state.AcceptOnlyFromAmong("open", "closed");
        var verb = new Command("incidents", "Alerts of one obligor group together, ranked by debt that no use carries.")
        {
            state, CommonOptions.RecordedAt,
        };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var answer = await session.GetAsync(
                "/api/v1/incidents" + Query.Of(
                    ("state", parsed.GetValue(state)), ("recordedAt", parsed.GetValue(CommonOptions.RecordedAt))),
                ct);
            if (!Screen.Json(parsed, answer))
            {
                Print(answer["items"]!.AsArray());
                AsOfLines.Print(answer["asOf"]!);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    public static Command One()
    {
        var id = new Argument<string>("id") { Description = "Id of the incident, or its first characters." };
        var verb = new Command("incident", "One incident with its alerts.") { id, CommonOptions.RecordedAt };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var whole = await Query.WholeIdAsync(session, "/api/v1/incidents?limit=500", parsed.GetValue(id)!, ct);
            var answer = await session.GetAsync(
                $"/api/v1/incidents/{whole}" + Query.Of(("recordedAt", parsed.GetValue(CommonOptions.RecordedAt))), ct);
            if (!Screen.Json(parsed, answer))
            {
                Print([answer["incident"]!.DeepClone()]);
                AlertTable.Print(answer["alerts"]!.AsArray());
                AsOfLines.Print(answer["asOf"]!);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    public static void Print(JsonArray incidents)
    {
        Screen.Print(TableOf(incidents));
        Screen.Line(
            "Severity: the worst of the alerts that stand. Unsupported debt: what was owed beyond the value in use "
            + "when the alert was raised or last changed severity; unknown where an alert tells none. Work: what "
            + "officers did last to its alerts.");
        Screen.Line($"Order: {IncidentRank.InWords}");
    }

    private static Table TableOf(JsonArray incidents)
    {
        var table = Screen.Table(
            "id", "obligor group", "jurisdiction", "state", "severity", "unsupported debt", "alerts", "work");
        foreach (var incident in incidents)
        {
            table.AddRow(
                Screen.Text(incident!["id"])[..8],
                Screen.Text(incident["group"]),
                Screen.Text(incident["jurisdiction"]),
                incident["isOpen"]!.GetValue<bool>() ? "open" : "closed",
                Screen.Severity(incident["severity"]),
                DebtOf(incident),
                $"{incident["alerts"]!.AsArray().Count}",
                WorkOf(incident));
        }

        return table;
    }

    private static string WorkOf(JsonNode incident)
    {
        var works = incident["work"]!.AsArray();
        var open = incident["alerts"]!.AsArray().Count - works.Count;
        return string.Join(", ", works
            .GroupBy(work => Screen.Text(work!["state"]), StringComparer.Ordinal)
            .OrderBy(state => state.Key, StringComparer.Ordinal)
            .Select(state => $"{state.Count()} {state.Key}")
            .Concat(open > 0 ? [$"{open} not taken up"] : []));
    }

    private static string DebtOf(JsonNode incident)
    {
        var known = string.Join(", ", incident["unsupportedDebt"]!.AsArray()
            .Select(debt => $"{Screen.Number(debt!["amount"], 0)} {Screen.Text(debt["currency"])}"));
        var isUnknown = incident["unknownFor"]!.AsArray().Count > 0;
        return known.Length == 0 ? isUnknown ? "unknown" : "–" : isUnknown ? $"at least {known}" : known;
    }
}
