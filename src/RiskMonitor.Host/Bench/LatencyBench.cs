using System.Diagnostics;
using System.Globalization;
using Npgsql;
using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Host.Serving;

namespace RiskMonitor.Host.Bench;

/// <summary>How long after it was filed a fact's alert can be read, in multiples of the median commit.</summary>
/// <remarks>
/// Sealer, pipeline and views work as in a host; only HTTP is left out. Each fact is a second first-ranking lien on a
/// pool of its own; its alert can be read when its row is in the view that the API asks. The clock starts before the
/// append. The view is asked once a millisecond: asking without a pause would take a core from those who work.
/// </remarks>
internal sealed class LatencyBench(BenchCluster cluster, BenchOptions options)
{
    private const double OftenBound = 12;
    private const double RarelyBound = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<BenchResult>> RunAsync(CancellationToken ct)
    {
        var settings = await cluster.SettingsAsync("alerts", ct);
        Directory.CreateDirectory(settings.KeyFolder);
        await Composition.MigrateAsync(settings, ct);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLedger(settings);
        builder.Services.AddPipeline();
        using var host = builder.Build();
        await host.StartAsync(ct);
        try
        {
            return await MeasureAsync(host.Services, ct);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<BenchResult>> MeasureAsync(IServiceProvider services, CancellationToken ct)
    {
        var perRound = Math.Max(1, options.Alerts / options.Rounds);
        var facts = new BenchFacts(new BenchShape((perRound * options.Rounds) + 1, 1), "a");
        var appender = services.GetRequiredService<LedgerAppender>();
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var reader = new FilingReader(new FilingScope(BenchFacts.Source, MayOversee: true));
        foreach (var batch in facts.Base().Append(facts.Closing(facts.Last)).Chunk(1_000))
        {
            await appender.AppendAsync([.. batch.Select((line, at) => BenchLedger.Read(reader, line, at))], "bench",
                ct: ct);
        }

        var (often, rarely, commits, ways) = (
            new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await SettleAsync(services, ct);
        await OneAsync(0); // warms up and is not counted
        for (var round = 0; round < options.Rounds; round++)
        {
            var timed = new List<(double Commit, double Way)>();
            for (var n = 0; n < perRound; n++)
            {
                timed.Add(await OneAsync(1 + (round * perRound) + n));
            }

            var commit = BenchResult.Of(timed.Select(one => one.Commit));
            var way = timed.Select(one => one.Way).Order().ToArray();
            often.Add(BenchResult.Of(way) / commit);
            rarely.Add(way[(int)Math.Ceiling(way.Length * 0.99) - 1] / commit);
            commits.Add(commit);
            ways.Add(BenchResult.Of(way));
        }

        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{BenchResult.Of(ways):N1} ms, median commit {BenchResult.Of(commits):N1} ms, {perRound} alerts a round");
        return
        [
            new BenchResult(
                "filed fact to readable alert, p50", "median commit", often, OftenBound, IsCeiling: true, detail),
            new BenchResult(
                "filed fact to readable alert, p99", "median commit", rarely, RarelyBound, IsCeiling: true, detail),
        ];

        async Task<(double Commit, double Way)> OneAsync(int pool)
        {
            var fact = BenchLedger.Read(reader, facts.SecondLien(pool), 1);
            var before = await AlertsAsync(source, ct);
            var watch = Stopwatch.StartNew();
            await appender.AppendAsync([fact], "bench", ct: ct);
            var commit = watch.Elapsed;
            while (await AlertsAsync(source, ct) == before)
            {
                if (watch.Elapsed > Patience)
                {
                    throw new InvalidOperationException("A second first-ranking lien brought about no alert.");
                }

                await Task.Delay(Pause, ct);
            }

            var way = watch.Elapsed;
            await SettleAsync(services, ct);
            return (commit.TotalMilliseconds, way.TotalMilliseconds);
        }
    }

    private static async Task<long> AlertsAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select count(distinct alert) from views.alert");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Waits until everything that is written is sealed and in the views, conclusions among it.</summary>
    private static async Task SettleAsync(IServiceProvider services, CancellationToken ct)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var state = services.GetRequiredService<PipelineState>();
        while (true)
        {
            await using var command = source.CreateCommand("select count(*) from ledger.mt_events");
            var written = (long)(await command.ExecuteScalarAsync(ct))!;
            await state.ReachedAsync(written, ct);
            if (written == (long)(await command.ExecuteScalarAsync(ct))!)
            {
                return;
            }
        }
    }
}
