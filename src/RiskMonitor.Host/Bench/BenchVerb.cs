using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Bench;

/// <summary><c>riskmonitor bench</c>: how fast, as ratios of two things measured in one run.</summary>
public static class BenchVerb
{
    private static readonly Option<int> Pools = Number("--pools", 100, "Pools of the made-up province.");
    private static readonly Option<int> Months = Number("--months", 6, "Months of its history, 1 to 24.");
    private static readonly Option<int> Rounds = Number("--rounds", 5, "Rounds; each ratio is their median.");
    private static readonly Option<int> Alerts = Number("--alerts", 100, "Alerts whose way from the fact is timed.");
    private static readonly Option<int> Growth = Number("--growth", 5, "How much more the larger filing has.");

    private static readonly string[] Rows = ["bulk", "live", "fold", "alert", "memory"];
    private static readonly Option<string[]> Only = new Option<string[]>("--only")
    {
        Description = "Measure these rows and no others; may be given more than once.", HelpName = "row",
    }.AcceptOnlyFromAmong(Rows);

    public static Command Create()
    {
        var verb = new Command(
            "bench",
            "Measure filing, folding and alerting as ratios in one run, on a database of its own. The default is "
            + "small enough for two cores; the shape to be reached is --pools 1000 --months 24.")
        {
            Pools, Months, Rounds, Alerts, Growth, Only,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = new BenchOptions(
            new BenchShape(parsed.GetValue(Pools), parsed.GetValue(Months)),
            parsed.GetValue(Rounds),
            parsed.GetValue(Alerts),
            parsed.GetValue(Growth));
        var progress = new ErrorLines();
        var before = Load();
        await using var cluster = await BenchCluster.StartAsync(progress, ct);
        var results = new List<BenchResult>();
        var filing = new FilingBench(cluster, options);
        var asked = parsed.GetValue(Only) is { Length: > 0 } only ? only : Rows;
        if (asked.Contains("bulk"))
        {
            progress.Report("filing in bulk");
            results.Add(await filing.BulkAsync(ct));
        }

        if (asked.Contains("live"))
        {
            progress.Report("filing live");
            results.Add(await filing.LiveAsync(ct));
        }

        if (asked.Contains("fold"))
        {
            progress.Report("folding");
            results.AddRange(await new FoldBench(cluster, options).RunAsync(ct));
        }

        if (asked.Contains("alert"))
        {
            progress.Report("alerting");
            results.AddRange(await new LatencyBench(cluster, options).RunAsync(ct));
        }

        if (asked.Contains("memory"))
        {
            progress.Report("filing more, for the memory that it takes");
            results.Add(await new MemoryBench(cluster, options).RunAsync(ct));
        }

        var answer = new JsonObject
        {
            ["shape"] = options.Shape.ToString(),
            ["rounds"] = options.Rounds,
            ["cores"] = Environment.ProcessorCount,
            ["machine"] = RuntimeInformation.RuntimeIdentifier,
            ["loadBefore"] = before,
            ["loadAfter"] = Load(),
            ["results"] = new JsonArray([.. results.Select(Node)]),
        };
        if (!Screen.Json(parsed, answer))
        {
            Print(answer, results);
        }

        return ExitCode.Done;
    }

    private static void Print(JsonObject answer, List<BenchResult> results)
    {
        Screen.Line($"Shape: {answer["shape"]}. Median of {answer["rounds"]} rounds on {answer["cores"]} cores.");
        Screen.Line($"Load before: {answer["loadBefore"]}; after: {answer["loadAfter"]} (1, 5, 15 minutes).");
        var table = Screen.Table("what", "against", "median", "spread", "bound", "", "of it");
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.What),
                Markup.Escape(result.Against),
                Text(result.Median),
                $"{Text(result.Least)} to {Text(result.Most)}",
                double.IsFinite(result.Bound) ? $"{(result.IsCeiling ? "≤" : "≥")} {Text(result.Bound)}" : "",
                !double.IsFinite(result.Bound) ? "" : result.Holds ? "kept" : "missed",
                Markup.Escape(result.Detail));
        }

        Screen.Print(table);
    }

    private static JsonNode Node(BenchResult result) => new JsonObject
    {
        ["what"] = result.What,
        ["against"] = result.Against,
        ["median"] = result.Median,
        ["ratios"] = new JsonArray([.. result.Ratios.Select(ratio => (JsonNode)ratio)]),
        ["bound"] = double.IsFinite(result.Bound) ? result.Bound : null,
        ["boundIs"] = result.IsCeiling ? "ceiling" : "floor",
        ["kept"] = result.Holds,
        ["detail"] = result.Detail,
    };

    /// <summary>Three or four digits that matter.</summary>
    private static string Text(double ratio) =>
        ratio.ToString(ratio >= 100 ? "N0" : ratio >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string Load() => File.Exists("/proc/loadavg")
        ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])
        : "unknown";

    private static Option<int> Number(string name, int value, string description)
    {
        var option = new Option<int>(name)
        {
            Description = description, HelpName = "n", DefaultValueFactory = _ => value,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() <= 0)
            {
                result.AddError($"{name} takes a number above 0.");
            }
        });
        return option;
    }
}
