using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Alerts;

/// <summary>
/// One alert explained: what was measured against which bound, what would change it, and on which facts.
/// </summary>
public static class AlertPage
{
    public static void Print(JsonNode alert, JsonNode history, JsonNode evidence)
    {
        Screen.Heading($"{alert["rule"]} on {alert["subject"]}, {alert["severity"]}, {alert["condition"]}");
        var raised = evidence["raised"]!;
        Screen.Line(
            $"Holds from {alert["holdsFrom"]}, complete on {alert["day"]}; jurisdiction {alert["jurisdiction"]}, "
            + $"group {alert["group"]}, parties {string.Join(", ", alert["parties"]!.AsArray())}.");
        Screen.Line(
            $"Policy {raised["policy"]!["version"]}, SHA-256 {raised["policy"]!["hash"]}; engine {raised["engine"]}."
            + (alert["unmeasured"]!.GetValue<bool>() ? " The rule's false-alarm rate is unmeasured." : ""));

        var measured = Screen.Table("measured", "low", "high", "unit", "bound");
        foreach (var measure in alert["measured"]!.AsArray())
        {
            measured.AddRow(
                Screen.Text(measure!["name"]), Screen.Number(measure["low"], 4), Screen.Number(measure["high"], 4),
                Screen.Text(measure["unit"]), Screen.Text(measure["bound"]));
        }

        Screen.Print(measured);
        var flips = alert["flipPoints"]!.AsArray();
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

        var facts = Screen.Table(
            "position", "fact", "stream", "filed by", "valid time", "evidence", "source reference");
        foreach (var input in evidence["inputs"]!.AsArray())
        {
            facts.AddRow(
                Screen.Text(input!["position"]), Screen.Text(input["type"]), Screen.Text(input["stream"]),
                Screen.Text(input["source"]), Screen.Text(input["time"]), Screen.Text(input["evidence"]),
                Screen.Text(input["sourceRef"]));
        }

        Screen.Print(facts);
        var events = Screen.Table("position", "sealed at", "what happened", "words");
        foreach (var item in history["items"]!.AsArray())
        {
            events.AddRow(
                Screen.Text(item!["position"]), Screen.Text(item["sealedAt"]), Screen.Text(item["type"]),
                Screen.Text(item["comment"]));
        }

        Screen.Print(events);
    }
}
