using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace RiskMonitor.Host.Cli;

/// <summary>What a verb prints: tables for people, or the JSON of the answer as it is.</summary>
public static class Screen
{
    private const int RedirectedWidth = 180;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Standard error, for words and progress beside the answer.</summary>
    public static readonly IAnsiConsole Words = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static bool Json(ParseResult parsed, JsonNode answer)
    {
        if (!parsed.GetValue(CommonOptions.Json))
        {
            return false;
        }

        Console.Out.WriteLine(answer.ToJsonString(Indented));
        return true;
    }

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn($"[bold]{Markup.Escape(column)}[/]"));
        }

        return table;
    }

    /// <summary>Where nobody watches, as in a file or a pipe, lines may be as long as the table needs.</summary>
    public static void Print(Table table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Words as they are: the terminal breaks them where it must.</summary>
    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Heading(string text)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left });
    }

    /// <summary>Escaped text of a member; a dash where it is not there.</summary>
    public static string Text(JsonNode? node) => node is null ? "–" : Markup.Escape(Plain(node));

    /// <summary>Why a number is not known, as <c>missing(payment)</c>.</summary>
    public static string Reason(JsonNode? node) => node is not JsonObject reason ? Text(node)
        : reason["detail"] is { } detail ? Markup.Escape($"{Plain(reason["kind"]!)}({Plain(detail)})")
        : Text(reason["kind"]);

    /// <summary>A ratio or amount with at most so many decimals, for reading; the JSON has all of them.</summary>
    public static string Number(JsonNode? node, int decimals) => node is null ? "–"
        : Plain(node) == "infinite" ? "∞"
        : decimal.TryParse(Plain(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Math.Round(value, decimals).ToString($"N{decimals}", CultureInfo.InvariantCulture)
            : Text(node);

    /// <summary>
    /// A figure with the decimals that its unit asks for: three for a ratio; none for what is whole, or is 1,000 or
    /// more, of anything else.
    /// </summary>
    public static string Figure(JsonNode? node, JsonNode? unit)
    {
        var isRatio = unit is null || Plain(unit) == "ratio";
        var isPlain = !isRatio && node is not null
            && decimal.TryParse(Plain(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && (Math.Abs(value) >= 1_000m || value == decimal.Truncate(value));
        return Number(node, isPlain ? 0 : 3);
    }

    /// <summary>
    /// Low to high, or one number where they are the same to the reader; in words where only one end is known.
    /// </summary>
    public static string Band(JsonNode? low, JsonNode? high, int decimals)
    {
        if (low is null || high is null)
        {
            return low is not null ? $"at least {Number(low, decimals)}"
                : high is not null ? $"at most {Number(high, decimals)}"
                : "–";
        }

        var (left, right) = (Number(low, decimals), Number(high, decimals));
        return left == right ? left : $"{left} – {right}";
    }

    /// <summary>Severity in the colour in which it is read.</summary>
    public static string Severity(JsonNode? node) => node is null ? "–" : Plain(node) switch
    {
        "critical" => "[bold red]critical[/]",
        "high" => "[red]high[/]",
        "medium" => "[yellow]medium[/]",
        var other => Markup.Escape(other),
    };

    public static string Plain(JsonNode node) => node is JsonValue value && value.TryGetValue(out string? text)
        ? text
        : node.ToJsonString();
}
