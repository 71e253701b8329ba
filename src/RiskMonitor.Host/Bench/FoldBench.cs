using System.Diagnostics;
using System.Globalization;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Bench;

/// <summary>What all rules together cost beside reading and deserialising the same sealed facts.</summary>
internal sealed class FoldBench(BenchCluster cluster, BenchOptions options)
{
    private static readonly SealedFacts Facts = new(Upcasters.None);

    public async Task<IReadOnlyList<BenchResult>> RunAsync(CancellationToken ct)
    {
        await using var ledger = await cluster.LedgerAsync("fold", ct);
        var facts = new BenchFacts(options.Shape, "f");
        await ledger.FileAsync([.. facts.Base(), .. facts.ReportsAndClosings()], ct);
        var size = await ledger.SealAsync(ct);
        var (ratios, reads, folds, states) = (
            new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (subjects, rows) = (0, 0L);
        for (var round = -1; round < options.Rounds; round++) // the first one warms up and is not counted
        {
            var reading = await ReadAsync(ledger, static _ => { }, ct);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var lookout = new Lookout();
            rows = 0;
            var folding = await ReadAsync(ledger, fact => lookout.Step(fact, _ => rows++), ct);
            var state = GC.GetTotalMemory(forceFullCollection: true) - before;
            subjects = lookout.Subjects;
            GC.KeepAlive(lookout);
            if (round >= 0)
            {
                ratios.Add(reading / folding);
                reads.Add(size / reading.TotalSeconds);
                folds.Add(size / folding.TotalSeconds);
                states.Add((double)state / subjects);
            }
        }

        return
        [
            new BenchResult(
                "fold of sealed facts with all rules", "the same facts read and deserialised only", ratios, 0.20,
                IsCeiling: false, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{BenchResult.Of(folds):N0} against {BenchResult.Of(reads):N0} facts a second, "
                    + $"{rows:N0} rows of {subjects:N0} subjects")),
            new BenchResult(
                "state of the fold, bytes a subject", "nothing: it is reported", states, double.PositiveInfinity,
                IsCeiling: true, string.Create(
                    CultureInfo.InvariantCulture, $"of {size:N0} facts, which it keeps, and {subjects:N0} subjects")),
        ];
    }

    private static async Task<TimeSpan> ReadAsync(BenchLedger ledger, Action<SealedFact> take, CancellationToken ct)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var ordinal = 0L;
        await foreach (var sealedEvent in ledger.Reader.ReadAsync(0, ct: ct))
        {
            if (Facts.Read(sealedEvent, ordinal) is { } fact)
            {
                ordinal++;
                take(fact);
            }
        }

        return watch.Elapsed;
    }
}
