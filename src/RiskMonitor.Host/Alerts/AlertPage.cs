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
        Screen.Line(AlertSentence.Of(alert));
        if (alert["attributes"]!.AsArray() is { Count: > 0 } attributes)
        {
            Screen.Line($"Remarks: {string.Join(", ", attributes.Select(own => Screen.Plain(own!)))}.");
        }

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
                Screen.Text(measure!["name"]), Screen.Figure(measure["low"], measure["unit"]),
                Screen.Figure(measure["high"], measure["unit"]),
                Screen.Text(measure["unit"]), Screen.Text(measure["bound"]));
        }

        Screen.Print(measured);
        Screen.Line(
            "Low and high: over the whole band of assumptions; the sentence above tells unsupported debt at its "
            + "centre. Bound: as the policy states it; a debt that is covered by credit is never more than medium.");
        FlipTable.Print(alert["flipPoints"]!.AsArray());
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
        Screen.Line("The facts it rests on. Position: place in the sealed order, as in /api/v1/events?from=…&to=….");
        var events = Screen.Table("position", "sealed at", "what happened", "words");
        foreach (var item in history["items"]!.AsArray())
        {
            events.AddRow(
                Screen.Text(item!["position"]), Screen.Text(item["sealedAt"]), Screen.Text(item["type"]),
                Screen.Text(item["comment"]));
        }

        Screen.Print(events);
        Screen.Line("What the monitor and people did to it. Words are kept under the writer's own key.");
    }
}
