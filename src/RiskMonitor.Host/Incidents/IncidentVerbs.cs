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
        var verb = new Command("incidents", "Alerts of one obligor group together, most unsupported debt first.")
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
                Screen.Print(TableOf(answer["items"]!.AsArray()));
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
                Screen.Print(TableOf([answer["incident"]!.DeepClone()]));
                Screen.Print(AlertTable.Of(answer["alerts"]!.AsArray()));
            }

            return ExitCode.Done;
        });
        return verb;
    }

    public static Table TableOf(JsonArray incidents)
    {
        var table = Screen.Table(
            "id", "obligor group", "jurisdiction", "state", "severity", "unsupported debt", "alerts");
        foreach (var incident in incidents)
        {
            var debts = incident!["unsupportedDebt"]!.AsArray()
                .Select(debt => $"{Screen.Number(debt!["amount"], 0)} {Screen.Text(debt["currency"])}");
            table.AddRow(
                Screen.Text(incident["id"])[..8],
                Screen.Text(incident["group"]),
                Screen.Text(incident["jurisdiction"]),
                incident["isOpen"]!.GetValue<bool>() ? "open" : "closed",
                Screen.Severity(incident["severity"]),
                string.Join(", ", debts.DefaultIfEmpty("–")),
                $"{incident["alerts"]!.AsArray().Count}");
        }

        return table;
    }
}
