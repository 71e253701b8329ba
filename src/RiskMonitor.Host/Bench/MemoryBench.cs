using System.Diagnostics;
using System.Globalization;

namespace RiskMonitor.Host.Bench;

/// <summary>Whether filing more takes more memory: the highest working set of a large filing over a small
/// one.</summary>
/// <remarks>Lines are made as they are filed, so that only what filing keeps is seen.</remarks>
internal sealed class MemoryBench(BenchCluster cluster, BenchOptions options)
{
    private const double Bound = 1.5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public async Task<BenchResult> RunAsync(CancellationToken ct)
    {
        await using var ledger = await cluster.LedgerAsync("memory", ct);
        var small = new BenchFacts(options.Shape, "s");
        var large = new BenchFacts(options.Shape with { Pools = options.Shape.Pools * options.Growth }, "l");
        await ledger.FileAsync(new BenchFacts(options.Shape with { Months = 1 }, "w").Reports(), ct);
        var (few, least) = await FileAsync(ledger, small, ct);
        var (many, most) = await FileAsync(ledger, large, ct);
        return new BenchResult(
            "working set of filing", $"itself, {options.Growth} times fewer facts", [(double)most / least], Bound,
            IsCeiling: true, string.Create(
                CultureInfo.InvariantCulture,
                $"{most / 1e6:N0} MB for {many:N0} facts, {least / 1e6:N0} MB for {few:N0}; one round"));
    }

    private static async Task<(int Facts, long Highest)> FileAsync(
        BenchLedger ledger, BenchFacts facts, CancellationToken ct)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = Task.Run(() => WatchAsync(stop.Token), ct);
        var taken = await ledger.FileAsync(facts.Base().Concat(facts.Reports()), ct);
        await stop.CancelAsync();
        return (taken, await watching);
    }

    private static async Task<long> WatchAsync(CancellationToken stop)
    {
        var highest = 0L;
        using var process = Process.GetCurrentProcess();
        while (!stop.IsCancellationRequested)
        {
            process.Refresh();
            highest = Math.Max(highest, process.WorkingSet64);
            await Task.Delay(Interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return highest;
    }
}
