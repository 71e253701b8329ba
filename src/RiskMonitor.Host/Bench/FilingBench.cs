using System.Diagnostics;
using System.Globalization;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Bench;

/// <summary>How much of the database's own pace filing reaches, in bulk and live.</summary>
/// <remarks>
/// Both sides have their own database, and each round adds to both, so that both grow alike. The copy takes the very
/// rows that filing left, so it always comes second.
/// </remarks>
internal sealed class FilingBench(BenchCluster cluster, BenchOptions options)
{
    /// <summary>Rounds that are not counted: the runtime compiles well what has run for a while only.</summary>
    private const int WarmUps = 2;

    private const int Commit = 1_000;
    private const int Writers = 4;
    private const int Streams = 10;

    public Task<BenchResult> BulkAsync(CancellationToken ct) => CompareAsync(
        "bulk filing through full validation",
        "bulk",
        0.40,
        round =>
        {
            var facts = new BenchFacts(options.Shape, round);
            return [.. facts.Base(), .. facts.Reports()];
        },
        static (ledger, lines, ct) => ledger.FileAsync(lines, ct),
        ct);

    public Task<BenchResult> LiveAsync(CancellationToken ct) => CompareAsync(
        "live filing, 1,000 facts a commit over 10 streams, 4 writers",
        "live",
        0.35,
        round => [.. new BenchFacts(LiveShape, round).Reports()],
        FileLiveAsync,
        ct);

    /// <summary>Ten streams at a time: pools of one writer, a month of daily blocks each.</summary>
    private BenchShape LiveShape => new(Streams * Writers, Math.Clamp(options.Shape.Months, 1, 6));

    private async Task<BenchResult> CompareAsync(
        string what,
        string database,
        double floor,
        Func<string, IReadOnlyList<byte[]>> linesOf,
        Func<BenchLedger, IReadOnlyList<byte[]>, CancellationToken, Task<int>> file,
        CancellationToken ct)
    {
        await using var filed = await cluster.LedgerAsync($"{database}_filed", ct);
        await using var copied = await cluster.LedgerAsync($"{database}_copied", ct);
        var (ratios, paces, copies) = (new List<double>(), new List<double>(), new List<double>());
        var after = 0L;
        for (var round = -WarmUps; round < options.Rounds; round++)
        {
            var lines = linesOf(string.Create(CultureInfo.InvariantCulture, $"r{round + WarmUps}"));
            GC.Collect();
            var watch = Stopwatch.StartNew();
            var taken = await file(filed, lines, ct);
            var filing = watch.Elapsed;
            var rows = await filed.RowsAsync(after, ct);
            after = rows[^1].Sequence;
            GC.Collect();
            watch.Restart();
            await copied.CopyAsync(rows, ct);
            var copying = watch.Elapsed;
            if (round >= 0)
            {
                ratios.Add(copying / filing);
                paces.Add(taken / filing.TotalSeconds);
                copies.Add(rows.Count / copying.TotalSeconds);
            }
        }

        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{BenchResult.Of(paces):N0} against {BenchResult.Of(copies):N0} facts a second");
        return new BenchResult(
            what, "raw binary COPY of the same rows into the same tables", ratios, floor, IsCeiling: false, detail);
    }

    /// <summary>Each writer has its own pools, and each commit a thousand facts over ten of their streams.</summary>
    private static async Task<int> FileLiveAsync(
        BenchLedger ledger, IReadOnlyList<byte[]> lines, CancellationToken ct)
    {
        var shares = Enumerable.Range(0, Writers).Select(writer => lines
            .Where((_, index) => index / Streams % Writers == writer).ToList()).ToList();
        var taken = await Task.WhenAll(shares.Select(share => Task.Run(
            async () =>
            {
                var reader = new FilingReader(new FilingScope(BenchFacts.Source, MayOversee: true));
                var count = 0;
                foreach (var commit in share.Chunk(Commit))
                {
                    var facts = commit.Select((line, index) => BenchLedger.Read(reader, line, index + 1)).ToList();
                    count += await ledger.AppendAsync(facts, ct);
                }

                return count;
            },
            ct)));
        return taken.Sum();
    }
}
