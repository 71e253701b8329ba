using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Alerts;

/// <summary>At which value of each assumption a verdict would change.</summary>
public static class FlipTable
{
    public static void Print(JsonArray flips)
    {
        if (flips.Count == 0)
        {
            return;
        }

        var table = Screen.Table("what would change the verdict", "now", "from there on", "unit");
        foreach (var flip in flips)
        {
            table.AddRow(
                Screen.Text(flip!["input"]), Screen.Figure(flip["central"], flip["unit"]),
                flip["at"] is null ? "no admissible value" : Screen.Figure(flip["at"], flip["unit"]),
                Screen.Text(flip["unit"]));
        }

        Screen.Print(table);
        Screen.Line("Each taken alone, all others as they are. No admissible value: it cannot change the verdict.");
    }
}
