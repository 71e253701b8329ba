using System.CommandLine;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Alerts;

/// <summary><c>riskmonitor alerts</c> and <c>riskmonitor alert ID</c>.</summary>
public static class AlertVerbs
{
    public static Command List()
    {
        var condition = new Option<string?>("--condition") { Description = "firing, cleared or withdrawn." };
        condition.AcceptOnlyFromAmong("firing", "cleared", "withdrawn");
        var severity = new Option<string?>("--severity") { Description = "medium, high or critical." };
        severity.AcceptOnlyFromAmong("medium", "high", "critical");
        var rule = new Option<string?>("--rule") { Description = "Id of a rule, as LEV-DETACH." };
        var verb = new Command("alerts", "The alert feed, newest first.")
        {
            condition, severity, rule, CommonOptions.RecordedAt,
        };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var answer = await session.GetAsync(
                "/api/v1/alerts" + Query.Of(
                    ("condition", parsed.GetValue(condition)), ("severity", parsed.GetValue(severity)),
                    ("rule", parsed.GetValue(rule)), ("recordedAt", parsed.GetValue(CommonOptions.RecordedAt)),
                    ("limit", "500")),
                ct);
            if (!Screen.Json(parsed, answer))
            {
                AlertTable.Print(answer["items"]!.AsArray());
                AsOfLines.Print(answer["asOf"]!);
                Screen.Line("riskmonitor alert ID explains one; riskmonitor alert ID --help says what to do with it.");
            }

            return ExitCode.Done;
        });
        return verb;
    }

    public static Command One()
    {
        var id = new Argument<string>("id") { Description = "Id of the alert, or its first characters." };
        var verb = new Command("alert", "One alert: evidence, flip points, history; and what to do with it.") { id };
        foreach (var work in AlertWorkVerbs.All(id))
        {
            verb.Subcommands.Add(work);
        }

        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var whole = await Query.WholeIdAsync(session, "/api/v1/alerts?limit=500", parsed.GetValue(id)!, ct);
            var alert = await session.GetAsync($"/api/v1/alerts/{whole}", ct);
            var history = await session.GetAsync($"/api/v1/alerts/{whole}/history", ct);
            var evidence = await session.GetAsync($"/api/v1/alerts/{whole}/evidence", ct);
            var answer = new JsonObject
            {
                ["alert"] = alert, ["history"] = history["items"]!.DeepClone(), ["evidence"] = evidence.DeepClone(),
            };
            if (!Screen.Json(parsed, answer))
            {
                AlertPage.Print(alert, history, evidence);
                AsOfLines.Print(alert["asOf"]!);
            }

            return ExitCode.Done;
        });
        return verb;
    }
}
