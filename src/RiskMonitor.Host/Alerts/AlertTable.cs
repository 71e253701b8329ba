using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Alerts;

/// <summary>Alerts as a table.</summary>
public static class AlertTable
{
    private const string Legend =
        "Work: what officers did last; – where nobody has taken it up. Holds from: first day of the breach. Raised "
        + "for: the day that completed the count. Unsupported debt: owed beyond the value in use; – where the rule "
        + "tells none. Unmeasured: the rule's false-alarm rate is not known.";

    /// <summary>The table, what its columns mean, and each alert in a sentence.</summary>
    public static void Print(JsonArray alerts)
    {
        Screen.Print(Of(alerts));
        Screen.Line(Legend);
        foreach (var alert in alerts)
        {
            Screen.Line($"  {Screen.Plain(alert!["id"]!)[..8]}  {AlertSentence.Of(alert)}");
        }
    }

    private static Table Of(JsonArray alerts)
    {
        var table = Screen.Table(
            "id", "rule", "subject", "severity", "condition", "work", "holds from", "raised for", "unsupported debt",
            "remarks");
        foreach (var alert in alerts)
        {
            var debt = alert!["unsupportedDebt"];
            table.AddRow(
                Screen.Text(alert["id"])[..8],
                Screen.Text(alert["rule"]),
                Screen.Text(alert["subject"]),
                Screen.Severity(alert["severity"]),
                Screen.Text(alert["condition"]),
                alert["work"] is { } work ? Screen.Text(work["state"]) : "–",
                Screen.Text(alert["holdsFrom"]),
                Screen.Text(alert["day"]),
                debt is null ? "–" : $"{Screen.Number(debt["amount"], 0)} {Screen.Text(debt["currency"])}",
                Markup.Escape(string.Join(", ", Remarks(alert))));
        }

        return table;
    }

    private static IEnumerable<string> Remarks(JsonNode alert)
    {
        foreach (var attribute in alert["attributes"]!.AsArray())
        {
            yield return attribute!.GetValue<string>();
        }

        if (alert["retroactive"]!.GetValue<bool>())
        {
            yield return "retroactive";
        }

        if (alert["unmeasured"]!.GetValue<bool>())
        {
            yield return "unmeasured";
        }
    }
}
