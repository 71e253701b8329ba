using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Verifier.Replays;
using RiskMonitor.Verifier.Stories;

namespace RiskMonitor.Host.Replays;

/// <summary>
/// <c>riskmonitor replay</c>: folds a ledger or a story again, and holds the result against what is stored.
/// </summary>
public static class ReplayVerb
{
    private static readonly Argument<string?> Source = new("source")
    {
        Description = "A story: a Markdown file, or a folder with filings. Without it: the ledger.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = "Last position that is folded, as pos:N.", HelpName = "pos:N",
    };

    private static readonly Option<string?> Policy = new("--policy")
    {
        Description = "Judge by this policy document in place of the adopted ones.", HelpName = "file",
    };

    private static readonly Option<string?> Expect = new("--expect")
    {
        Description = "The digest that must come out, of the fold and of what is stored; otherwise the exit code is 1.",
        HelpName = "digest",
    };

    public static Command Create()
    {
        var verb = new Command("replay", "Fold the history again: the same facts and policy give the same alerts.")
        {
            Source, To, Policy, Expect,
        };
        verb.SetAction((parsed, ct) => parsed.GetValue(Source) is { } story
            ? Task.FromResult(Tell(parsed, story))
            : FoldAsync(parsed, ct));
        return verb;
    }

    private static int Tell(ParseResult parsed, string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new CommandFailedException(ExitCode.BadInput, $"There is no story {path}.");
        }

        try
        {
            var replay = Replay.Of(Story.Read(path), Lookout.EngineVersion);
            return Answer(parsed, replay.Digest, stored: null, replay.Outcome, []);
        }
        catch (FormatException broken)
        {
            throw new CommandFailedException(ExitCode.BadInput, broken.Message, broken);
        }
    }

    private static async Task<int> FoldAsync(ParseResult parsed, CancellationToken ct)
    {
        var policy = parsed.GetValue(Policy) is { } file ? await PolicyAsync(file, ct) : null;
        await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
        var last = await session.ReadyAsync(ct);
        var to = parsed.GetValue(To) is { } given ? Position(given) : last;
        var stored = await StoredAsync(session, to, ct);
        var replay = new LedgerReplay(policy);
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/events?from=0&to={to}");
        try
        {
            await using var leaves = await session.StreamAsync(path, ct);
            await FoldAsync(leaves, replay, to, ct);
        }
        catch (Exception broken) when (stored.Lines is [{ Sha256: "altered" }, ..] && !ct.IsCancellationRequested)
        {
            // What was altered stands first among what is stored, and the fold of the rest says no more.
            Console.Error.WriteLine($"The log cannot be folded whole: {broken.Message}");
        }

        return Answer(parsed, replay.Digest, stored, replay.Outcome, [.. replay.OtherEngines]);
    }

    private static async Task<Digest> StoredAsync(ServerSession session, long to, CancellationToken ct)
    {
        var stored = new Digest();
        var conclusions = string.Create(CultureInfo.InvariantCulture, $"/api/v1/conclusions?to=pos:{to}");
        var lines = await session.Http.GetStringAsync(new Uri(conclusions, UriKind.Relative), ct);
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            stored.Add(new DigestLine(line[(space + 1)..], line[..space]));
        }

        return stored;
    }

    private static async Task FoldAsync(Stream leaves, LedgerReplay replay, long to, CancellationToken ct)
    {
        using var reader = new StreamReader(leaves);
        var progress = new ErrorLines();
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.Length > 0)
            {
                replay.Add(System.Text.Encoding.UTF8.GetBytes(line));
                if (replay.Position % 10_000 == 0)
                {
                    progress.Report(FormattableString.Invariant($"folded {replay.Position:N0} of {to + 1:N0} events"));
                }
            }
        }
    }

    private static int Answer(
        ParseResult parsed, Digest fold, Digest? stored, IEnumerable<string> outcome, IReadOnlyList<string> engines)
    {
        var difference = stored is null ? null : fold.FirstDifference(stored);
        var expected = parsed.GetValue(Expect);
        var isExpected = expected is null || (fold.Value == expected && difference is null);
        var answer = new JsonObject
        {
            ["digest"] = fold.Value,
            ["stored"] = stored?.Value,
            ["firstDifference"] = difference is null ? null : $"{difference.Key}: {Words(difference.Kind)}",
            ["otherEngines"] = new JsonArray([.. engines.Select(engine => JsonValue.Create(engine))]),
            ["outcome"] = new JsonArray([.. outcome.Select(line => JsonValue.Create(line))]),
        };
        if (!Screen.Json(parsed, answer))
        {
            foreach (var line in outcome)
            {
                Screen.Line(line);
            }

            Screen.Line($"digest {fold.Value}");
            Print(stored, difference, engines);
        }

        if (!isExpected)
        {
            Console.Error.WriteLine(difference is not null
                ? $"Different: {difference.Key} {Words(difference.Kind)}."
                : $"Different: expected {expected}, got {fold.Value}.");
        }

        return isExpected ? ExitCode.Done : ExitCode.Different;
    }

    private static void Print(Digest? stored, DigestDifference? difference, IReadOnlyList<string> engines)
    {
        if (stored is not null)
        {
            Screen.Line(difference is null
                ? "stored the same"
                : $"stored {stored.Value}: first difference: {difference.Key} {Words(difference.Kind)}");
        }

        foreach (var engine in engines)
        {
            Screen.Line(
                $"Engine {engine} concluded some of it, and this is {Lookout.EngineVersion}: "
                + "a difference may be theirs.");
        }
    }

    private static string Words(DifferenceKind kind) => kind switch
    {
        DifferenceKind.OnlyHere => "follows from the facts and is not stored",
        DifferenceKind.OnlyThere => "is stored and does not follow from the facts",
        _ => "is stored otherwise than it follows from the facts",
    };

    private static long Position(string text) =>
        text.StartsWith("pos:", StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new CommandFailedException(ExitCode.Usage, $"--to reads as pos:1234, not '{text}'.");

    private static async Task<PolicyDocument> PolicyAsync(string file, CancellationToken ct)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(file, ct);
            return JsonSerializer.Deserialize<PolicyDocument>(bytes, Wire.Json.Options)!;
        }
        catch (Exception broken) when (broken is IOException or JsonException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file}: {broken.Message}", broken);
        }
    }
}
