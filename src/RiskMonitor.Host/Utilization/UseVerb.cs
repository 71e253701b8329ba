using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Utilization;

/// <summary><c>riskmonitor use POOL</c>: the ladder of use as a funnel.</summary>
public static class UseVerb
{
    private const int BarCells = 24;
    private const int BarColumn = 1;

    private const string OverInstalled =
        "More than 100 % of installed: installed hours leave out those in which cards were offline, which a count, a "
        + "contract or a bill does not; where that is not all, one of the two is wrong, or more is sold than is there.";

    private static readonly Option<string?> Svg = new("--svg")
    {
        Description = "Write the drawing to this file as well; - is standard output, and then alone.",
        HelpName = "file",
    };

    public static Command Create()
    {
        var pool = new Argument<string>("pool") { Description = "Id of the pool." };
        var verb = new Command("use", "How far a pool is used: from cards that exist to hours that were paid for.")
        {
            pool, CommonOptions.ValidAt, CommonOptions.RecordedAt, Svg,
        };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var id = parsed.GetValue(pool)!;
            id = id.StartsWith("pool/", StringComparison.Ordinal) ? id["pool/".Length..] : id; // as tables print it
            var path = $"/api/v1/pools/{Uri.EscapeDataString(id)}/use" + Query.Of(
                ("validAt", parsed.GetValue(CommonOptions.ValidAt)),
                ("recordedAt", parsed.GetValue(CommonOptions.RecordedAt)));
            if (parsed.GetValue(Svg) is { } file)
            {
                var drawing = await session.GetTextAsync(path, "image/svg+xml", ct);
                if (file == "-")
                {
                    Screen.Line(drawing);
                    return ExitCode.Done;
                }

                await File.WriteAllTextAsync(file, drawing, ct);
            }

            var answer = await session.GetAsync(path, ct);
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
        var (asOf, ladder) = (answer["asOf"]!, answer["ladder"]!);
        Screen.Heading(
            $"Use of {ladder["subject"]} from {ladder["from"]} to {ladder["to"]}, as known at position "
            + $"{asOf["position"]}");
        var rungs = ladder["rungs"]!.AsArray();
        var most = rungs.Select(rung => Hours(rung!["high"]) ?? Hours(rung["central"]) ?? 0m).Append(1m).Max();
        var table = Screen.Table(
            "rung", "", "card-hours", "of installed", "low – high", "coverage", "evidence", "not known because");
        foreach (var column in table.Columns.Take(BarColumn + 1))
        {
            column.NoWrap(); // a funnel that is broken in two is none
        }

        foreach (var rung in rungs)
        {
            table.AddRow(
                Markup.Escape($"{rung!["symbol"]} {rung["name"]}"),
                Bar(rung, most),
                Screen.Number(rung["central"], 0),
                Hours(rung["ofInstalled"])?.ToString("P1", CultureInfo.InvariantCulture) ?? "–",
                Screen.Band(rung["low"], rung["high"], 0),
                Hours(rung["coverage"])!.Value.ToString("P0", CultureInfo.InvariantCulture),
                Screen.Text(rung["evidence"]),
                Screen.Reason(rung["missing"]));
        }

        Screen.Print(table);
        foreach (var breach in ladder["breaches"]!.AsArray())
        {
            Screen.Line(
                $"{breach!["law"]} does not hold: {Screen.Number(breach["excess"], 0)} card-hours too many.");
        }

        if (rungs.Any(rung => Hours(rung!["ofInstalled"]) > 1m))
        {
            Screen.Line(OverInstalled);
        }

        Screen.Line("Full blocks are known, light ones possible; coverage is the share of the window that was filed.");
        KindsScreen.Print(answer["kinds"]);
    }

    /// <summary>Centred, so that the rungs look like the funnel that they are.</summary>
    private static string Bar(JsonNode rung, decimal most)
    {
        var known = Cells(Hours(rung["central"]) ?? Hours(rung["low"]) ?? 0m, most);
        var possible = Math.Max(known, Cells(Hours(rung["high"]) ?? 0m, most));
        var (before, light) = ((BarCells - possible) / 2, possible - known);
        return new string(' ', before) + new string('░', light / 2) + new string('█', known)
            + new string('░', light - (light / 2));
    }

    private static int Cells(decimal hours, decimal most) =>
        (int)Math.Round(Math.Min(hours / most, 1m) * BarCells, MidpointRounding.AwayFromZero);

    private static decimal? Hours(JsonNode? node) => node is not null
        && decimal.TryParse(Screen.Plain(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var hours)
            ? hours
            : null;
}
