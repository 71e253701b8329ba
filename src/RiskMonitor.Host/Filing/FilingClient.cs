using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Filing;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Filing;

/// <summary>Sends a file to the server: whole, or in partial mode in pieces, with progress.</summary>
public sealed class FilingClient(ServerSession session, IProgress<string> progress)
{
    /// <summary>So many lines of a file are one filing in partial mode.</summary>
    public static readonly int LinesAtOnce = 10_000;

    /// <param name="Covers">As <c>payment:2025-03-01..2025-03-31</c>.</param>
    public sealed record Options(string Name, FilingMode Mode, bool DryRun, string? Covers);

    /// <summary>NDJSON; errors come back with the lines of the whole file.</summary>
    public async Task<Sum> SendAsync(ReadOnlyMemory<byte> ndjson, Options options, CancellationToken ct)
    {
        var sum = new Sum(options.Name);
        var pieces = options.Mode == FilingMode.Partial ? Pieces(ndjson) : [(ndjson, 0)];
        var (total, done, watch) = (Lines(ndjson.Span), 0, Stopwatch.StartNew());
        foreach (var (piece, before) in pieces)
        {
            var name = pieces.Count == 1 ? options.Name : $"{options.Name} from line {before + 1}";
            var isLast = before + LinesAtOnce >= total;
            var path = "/api/v1/filings" + Query.Of(
                ("name", name), ("mode", options.Mode == FilingMode.Atomic ? "atomic" : "partial"),
                ("dryRun", options.DryRun ? "true" : null), ("covers", isLast ? options.Covers : null));
            using var content = new ReadOnlyMemoryContent(piece);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            sum.Add(await session.PostAsync(path, content, ct), before);
            done += Lines(piece.Span);
            Report(options.Name, done, total, watch.Elapsed);
        }

        return sum;
    }

    private void Report(string name, int done, int total, TimeSpan elapsed)
    {
        var rate = done / Math.Max(elapsed.TotalSeconds, 0.001);
        var left = TimeSpan.FromSeconds((total - done) / Math.Max(rate, 1));
        progress.Report(FormattableString.Invariant(
            $"{name}: {done:N0} of {total:N0} lines, {rate:N0} a second, {left.TotalSeconds:N0} s left"));
    }

    private static int Lines(ReadOnlySpan<byte> text) =>
        text.Count((byte)'\n') + (text.Length > 0 && text[^1] != '\n' ? 1 : 0);

    /// <summary>Cut after whole lines.</summary>
    private static List<(ReadOnlyMemory<byte> Text, int LinesBefore)> Pieces(ReadOnlyMemory<byte> text)
    {
        var pieces = new List<(ReadOnlyMemory<byte>, int)>();
        for (var before = 0; !text.IsEmpty; before += LinesAtOnce)
        {
            var (end, lines) = (0, 0);
            while (lines < LinesAtOnce && end < text.Length)
            {
                var next = text.Span[end..].IndexOf((byte)'\n');
                end = next < 0 ? text.Length : end + next + 1;
                lines++;
            }

            pieces.Add((text[..end], before));
            text = text[end..];
        }

        return pieces.Count == 0 ? [(text, 0)] : pieces;
    }
}

/// <summary>What became of one file.</summary>
public sealed class Sum(string name)
{
    public string Name => name;

    public int Lines { get; private set; }

    public int Accepted { get; private set; }

    public int Duplicate { get; private set; }

    public int Rejected { get; private set; }

    /// <summary>Ids of the filings, of which receipts can be asked for.</summary>
    public List<string> Filings { get; } = [];

    public JsonArray Errors { get; } = [];

    /// <summary>Rows of a table that were not sent, because they are wrong.</summary>
    internal void Add(IReadOnlyList<FilingError> errors)
    {
        foreach (var error in errors)
        {
            Errors.Add(JsonSerializer.SerializeToNode(error, Wire.Json.Options));
        }

        var rows = errors.Select(error => error.Line).Distinct().Count();
        Lines += rows;
        Rejected += rows;
    }

    internal void Add(JsonNode outcome, int linesBefore)
    {
        Lines += outcome["lines"]!.GetValue<int>();
        Accepted += outcome["accepted"]!.GetValue<int>();
        Duplicate += outcome["duplicate"]!.GetValue<int>();
        Rejected += outcome["rejected"]!.GetValue<int>();
        Filings.Add(outcome["filing"]!.GetValue<string>());
        foreach (var error in outcome["errors"]!.AsArray())
        {
            var own = error!.DeepClone();
            own["line"] = own["line"]!.GetValue<int>() + linesBefore;
            Errors.Add(own);
        }
    }

    public JsonNode ToJson() => JsonSerializer.SerializeToNode(
        new { Name, Lines, Accepted, Duplicate, Rejected, Filings, Errors }, JsonSerializerOptions.Web)!;
}
