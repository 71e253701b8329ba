using System.CommandLine;
using System.Text.Json.Nodes;
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
        Screen.Heading($"{answer["subject"]} on {asOf["validAt"]}, as known at position {asOf["position"]}");
        Screen.Line(
            $"Said at position {answer["position"]}, holds from {answer["holdsFrom"]}; jurisdiction "
            + $"{answer["jurisdiction"]}, group {answer["group"]}, policy {answer["policy"]!["version"]}.");
        var indicators = Screen.Table("indicator", "low", "central", "high", "unit", "not known because");
        foreach (var indicator in answer["indicators"]!.AsArray())
        {
            indicators.AddRow(
                Screen.Text(indicator!["name"]), Screen.Number(indicator["low"], 4),
                Screen.Number(indicator["central"], 4), Screen.Number(indicator["high"], 4),
                Screen.Text(indicator["unit"]), Screen.Text(indicator["missing"]));
        }

        Screen.Print(indicators);
        foreach (var reading in answer["readings"]!.AsArray())
        {
            Screen.Heading($"{reading!["rule"]}: {reading["raising"]} (while an alert stands: {reading["standing"]})");
            var flips = reading["flipPoints"]!.AsArray();
            if (flips.Count > 0)
            {
                var table = Screen.Table("what would change the verdict", "now", "from there on", "unit");
                foreach (var flip in flips)
                {
                    table.AddRow(
                        Screen.Text(flip!["input"]), Screen.Number(flip["central"], 4),
                        flip["at"] is null ? "no admissible value" : Screen.Number(flip["at"], 4),
                        Screen.Text(flip["unit"]));
                }

                Screen.Print(table);
            }

            Screen.Line($"Rests on positions {string.Join(", ", reading["inputs"]!.AsArray())}.");
        }
    }
}
