using System.Globalization;
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

        var table = Screen.Table("what would change the verdict", "now", "if it", "unit");
        foreach (var flip in flips)
        {
            table.AddRow(
                Screen.Text(flip!["input"]), Screen.Figure(flip["central"], flip["unit"]),
                Turn(flip),
                Screen.Text(flip["unit"]));
        }

        Screen.Print(table);
        Screen.Line(
            "Each taken alone, all others as they are; the verdict is another one from there on. No admissible value: "
            + "it cannot change the verdict.");
    }

    /// <summary>In which direction the input has to go, and how far.</summary>
    /// <param name="flip">As the API gives it.</param>
    public static string Turn(JsonNode flip)
    {
        if (flip["at"] is not { } at)
        {
            return "no admissible value";
        }

        var (from, to) = (Value(flip["central"]), Value(at));
        var turn = to > from ? "rises to " : to < from ? "falls to " : "moves from ";
        return turn + Screen.Figure(at, flip["unit"]);
    }

    private static decimal Value(JsonNode? figure) => figure is null ? 0m
        : Screen.Plain(figure) == "infinite" ? decimal.MaxValue
        : decimal.Parse(Screen.Plain(figure), NumberStyles.Float, CultureInfo.InvariantCulture);
}
