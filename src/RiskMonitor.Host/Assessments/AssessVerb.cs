using System.CommandLine;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Alerts;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Assessments;

/// <summary>
/// <c>riskmonitor assess SUBJECT</c>: every indicator of a pool, facility, borrower or group, and why.
/// </summary>
public static class AssessVerb
{
    public static Command Create()
    {
        var subject = new Argument<string>("subject")
        {
            Description = "pool/ID, facility/ID, party/ID or group/ID; a bare ID is a pool.",
        };
        var verb = new Command("assess", "Every indicator with interval, verdict, inputs and flip points.")
        {
            subject, CommonOptions.ValidAt, CommonOptions.RecordedAt,
        };
        verb.SetAction(async (parsed, ct) =>
        {
            var typed = parsed.GetValue(subject)!;
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var answer = await session.GetAsync(
                $"/api/v1/assessments/{(typed.Contains('/', StringComparison.Ordinal) ? typed : $"pool/{typed}")}"
                + Query.Of(
                    ("validAt", parsed.GetValue(CommonOptions.ValidAt)),
                    ("recordedAt", parsed.GetValue(CommonOptions.RecordedAt))),
                ct);
            if (!Screen.Json(parsed, answer))
            {
                Print(answer);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static void Print(JsonNode answer)
    {
        var asOf = answer["asOf"]!;
        Screen.Heading($"{answer["subject"]} on {asOf["validAt"]}");
        AsOfLines.Print(asOf);
        Screen.Line(
            $"Said at position {answer["position"]}, holds from {answer["holdsFrom"]}; jurisdiction "
            + $"{answer["jurisdiction"]}, group {answer["group"]}, policy {answer["policy"]!["version"]}.");
        var indicators = Screen.Table("indicator", "low", "central", "high", "unit", "not known because");
        foreach (var indicator in answer["indicators"]!.AsArray())
        {
            indicators.AddRow(
                Screen.Text(indicator!["name"]), Screen.Figure(indicator["low"], indicator["unit"]),
                Screen.Figure(indicator["central"], indicator["unit"]),
                Screen.Figure(indicator["high"], indicator["unit"]),
                Screen.Text(indicator["unit"]), Screen.Reason(indicator["missing"]));
        }

        Screen.Print(indicators);
        Screen.Line("Low, central, high: over the band of assumptions. What each name means: specs/indicators.md.");
        foreach (var reading in answer["readings"]!.AsArray())
        {
            Screen.Heading($"{reading!["rule"]}: {reading["raising"]} (while an alert stands: {reading["standing"]})");
            FlipTable.Print(reading["flipPoints"]!.AsArray());
            Screen.Line($"Rests on positions {string.Join(", ", reading["inputs"]!.AsArray())}.");
        }
    }
}
