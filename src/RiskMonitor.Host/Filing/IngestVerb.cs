using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;
using RiskMonitor.Filing;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Telemetry;
using Spectre.Console;

namespace RiskMonitor.Host.Filing;

/// <summary><c>riskmonitor ingest FILE…</c>: files what lies in files, from the tape of anybody.</summary>
public static class IngestVerb
{
    private static readonly Argument<string[]> Files = new("file")
    {
        Description = "NDJSON, a CloudEvents batch (.json), or CSV with --map; .gz is unpacked; - is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Map = new("--map")
    {
        Description = "Mapping of the columns of a CSV file to events: see specs/filing/.", HelpName = "file",
    };

    private static readonly Option<string?> Format = new("--format")
    {
        Description = "A file in its vendor's own form: see specs/native/.", HelpName = "name",
    };

    private static readonly Option<string?> Declare = new("--declare")
    {
        Description = "What a native file does not say, as whose machines and bills these are: see specs/native/.",
        HelpName = "file",
    };

    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "atomic: whole or not at all. partial: what is right is taken, what is wrong is named.",
        DefaultValueFactory = _ => "atomic",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Check and write nothing." };

    private static readonly Option<string?> Covers = new("--covers")
    {
        Description = "What the file is complete for, as payment:2025-03-01..2025-03-31.", HelpName = "kind:from..to",
    };

    private static readonly Option<string?> Source = new("--source")
    {
        Description = "Source to file for; default: the one that the first readable line names.",
        HelpName = "urn",
    };

    private static readonly Option<bool> Oversee = new("--oversee")
    {
        Description = "Act as the supervisor: policies and closed days may be filed.",
    };

    public static Command Create()
    {
        Mode.AcceptOnlyFromAmong("atomic", "partial");
        Format.AcceptOnlyFromAmong([.. NativeFormats.Names]);
        var verb = new Command("ingest", "File facts: every mistake of every line is named; sending twice is safe.")
        {
            Files, Map, Format, Declare, Mode, DryRun, Covers, Source, Oversee,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var sums = new List<Sum>();
        ServerSession? session = null;
        try
        {
            foreach (var file in parsed.GetValue(Files)!)
            {
                session ??= await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
                var options = new FilingClient.Options(
                    Path.GetFileName(file), parsed.GetValue(Mode) == "partial" ? FilingMode.Partial : FilingMode.Atomic,
                    parsed.GetValue(DryRun), parsed.GetValue(Covers));
                if (parsed.GetValue(Format) is { } samples && NativeFormats.OfDevices(samples) is not null)
                {
                    sums.Add(await SamplesAsync(session, parsed, file, samples, options, ct));
                    continue;
                }

                var content = await ContentAsync(file, ct);
                sums.Add(parsed.GetValue(Format) is { } format
                    ? await NativeAsync(session, parsed, content, format, options, ct)
                    : parsed.GetValue(Map) is { } map
                    ? await TapeAsync(session, parsed, content, map, options, ct)
                    : await SendAsync(session, parsed, FilingLines.Of(content), options, ct));
            }
        }
        finally
        {
            await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        if (!Screen.Json(parsed, new JsonArray([.. sums.Select(sum => sum.ToJson())])))
        {
            Print(sums);
        }

        return sums.Any(sum => sum.Rejected > 0) ? ExitCode.BadInput : ExitCode.Done;
    }

    /// <summary>A development token's owner for this source.</summary>
    public static TokenRequest Reporter(string source, bool oversees) => new(
        source.Split(':')[^1], oversees ? [Role.Reporter, Role.Supervisor] : [Role.Reporter], ["*"], null, source);

    private static Task<Sum> SendAsync(
        ServerSession session, ParseResult parsed, ReadOnlyMemory<byte> lines, FilingClient.Options options,
        CancellationToken ct)
    {
        if (parsed.GetValue(CommonOptions.As) is null)
        {
            var source = parsed.GetValue(Source) ?? NamedSource.In(lines)
                ?? throw new CommandFailedException(
                    ExitCode.BadInput,
                    $"{options.Name}: no line can be read that names its source. Say --source, or --as with a token.");
            session.Authorize(ServerSession.Token(
                parsed.Settings(), Reporter(source, parsed.GetValue(Oversee))));
        }

        return new FilingClient(session, new ErrorLines()).SendAsync(lines, options, ct);
    }

    /// <summary>A table is read here, so that what is wrong is named by its row and column.</summary>
    private static async Task<Sum> TapeAsync(
        ServerSession session, ParseResult parsed, byte[] table, string map, FilingClient.Options options,
        CancellationToken ct)
    {
        var source = parsed.GetValue(Source)
            ?? throw new CommandFailedException(ExitCode.Usage, "--map needs --source: a table does not name one.");
        var tape = MappedTape.Read(table, await ContentAsync(map, ct), source, map);
        return await SendAsync(session, parsed, tape.Lines, tape.Errors, options, ct);
    }

    /// <summary>A native file is read here as well, by the code that the server reads it with.</summary>
    private static async Task<Sum> NativeAsync(
        ServerSession session, ParseResult parsed, byte[] file, string format, FilingClient.Options options,
        CancellationToken ct)
    {
        var source = parsed.GetValue(Source)
            ?? throw new CommandFailedException(ExitCode.Usage, "--format needs --source: the file does not name one.");
        var tape = NativeTape.Read(
            new MemoryStream(file), NativeFormats.Document(format)!, await DeclarationAsync(parsed, ct), source);
        return await SendAsync(session, parsed, tape.Lines, tape.Errors, options, ct);
    }

    /// <summary>A file of samples may be larger than memory: the server reads it as it comes.</summary>
    private static async Task<Sum> SamplesAsync(
        ServerSession session, ParseResult parsed, string file, string format, FilingClient.Options options,
        CancellationToken ct)
    {
        var source = parsed.GetValue(Source)
            ?? throw new CommandFailedException(ExitCode.Usage, "--format needs --source: the file does not name one.");
        if (parsed.GetValue(CommonOptions.As) is null)
        {
            session.Authorize(ServerSession.Token(parsed.Settings(), Reporter(source, oversees: false)));
        }

        var declaration = parsed.GetValue(Declare) is { } declare ? await ContentAsync(declare, ct) : null;
        var sum = new Sum(options.Name);
        sum.Add(
            await TelemetryClient.SendAsync(session, file, format, declaration, options, ct), linesBefore: 0);
        return sum;
    }

    private static async Task<Declaration> DeclarationAsync(ParseResult parsed, CancellationToken ct)
    {
        try
        {
            return parsed.GetValue(Declare) is { } file
                ? Declaration.Read(await ContentAsync(file, ct))
                : Declaration.None;
        }
        catch (FormatException broken)
        {
            throw new CommandFailedException(ExitCode.BadInput, broken.Message, broken);
        }
    }

    /// <summary>What is right is sent, unless all or nothing was asked for and something is wrong.</summary>
    private static async Task<Sum> SendAsync(
        ServerSession session, ParseResult parsed, ReadOnlyMemory<byte> lines, IReadOnlyList<FilingError> errors,
        FilingClient.Options options, CancellationToken ct)
    {
        var sum = errors.Count > 0 && options.Mode == FilingMode.Atomic
            ? new Sum(options.Name)
            : await SendAsync(session, parsed, lines, options, ct);
        sum.Add(errors);
        return sum;
    }

    private static async Task<byte[]> ContentAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var raw = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            await using var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(raw, CompressionMode.Decompress)
                : raw;
            using var bytes = new MemoryStream();
            await plain.CopyToAsync(bytes, ct);
            return bytes.ToArray();
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file}: {broken.Message}", broken);
        }
    }

    private static void Print(List<Sum> sums)
    {
        var table = Screen.Table("file", "lines", "accepted", "duplicate", "rejected", "filing");
        foreach (var sum in sums)
        {
            table.AddRow(
                Markup.Escape(sum.Name), $"{sum.Lines}", $"{sum.Accepted}", $"{sum.Duplicate}", $"{sum.Rejected}",
                string.Join(' ', sum.Filings));
        }

        Screen.Print(table);
        foreach (var sum in sums)
        {
            foreach (var error in sum.Errors)
            {
                Screen.Line(
                    $"{sum.Name}, line {error!["line"]}{At(error, "column", ", column ")}{At(error, "pointer", ", ")}: "
                    + $"{error["rule"]} {error["code"]}: {error["message"]}{At(error, "value", " Found: ")}");
            }
        }
    }

    private static string At(JsonNode error, string member, string before) =>
        error[member] is { } value ? $"{before}{Screen.Plain(value)}" : "";
}
