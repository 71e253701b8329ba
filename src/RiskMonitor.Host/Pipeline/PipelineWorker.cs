using System.Diagnostics;
using Npgsql;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Pipeline;

/// <summary>Reads the sealed order, folds it, and writes what follows from it. One pipeline works per ledger.</summary>
/// <remarks>
/// What it knows is rebuilt from the log at each start. Positions that were folded before are folded again and not
/// written again; should two pipelines ever work at once, the condition on the progress row lets only one commit.
/// </remarks>
public sealed partial class PipelineWorker(
    LedgerSettings ledger,
    SealedReader reader,
    PageWriter writer,
    PipelineState state,
    SealedFacts facts,
    ILogger<PipelineWorker> log) : BackgroundService
{
    private const int PageSize = 2_000;

    /// <summary>Names the advisory lock that keeps a second pipeline out.</summary>
    private const string LockName = "riskmonitor pipeline";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Not of the pool: a connection that goes back there would keep the lock.
                await using var session = new NpgsqlConnection($"{ledger.Runtime};Pooling=false");
                await session.OpenAsync(stoppingToken);
                if (await OwnsAsync(session, stoppingToken))
                {
                    await RunAsync(session, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)
            {
                state.Broken(broken);
                LogBroken(broken);
            }

            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(NpgsqlConnection session, CancellationToken ct)
    {
        var fold = new LiveFold(facts);
        var written = await WrittenAsync(session, ct);
        var watch = Stopwatch.StartNew();
        await foreach (var events in PagesAsync(0, written - 1, ct))
        {
            fold.Take(events);
        }

        LogRebuilt(written, watch.ElapsedMilliseconds);
        state.Took(fold, isLevel: false);
        await using (var listen = new NpgsqlCommand("listen ledger_sealed", session))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        while (!ct.IsCancellationRequested)
        {
            IReadOnlyList<SealedEvent> events;
            do
            {
                events = await reader.NextAsync(fold.Position, PageSize, ct);
                if (events.Count > 0)
                {
                    await writer.WriteAsync(fold.Take(events), ct);
                }

                if (events.Count > 0 || !state.HasCaughtUp)
                {
                    state.Took(fold, isLevel: events.Count < PageSize);
                }
            }
            while (events.Count == PageSize);

            await session.WaitAsync(Poll, ct);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<SealedEvent>> PagesAsync(
        long from, long to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (to < from)
        {
            yield break;
        }

        var page = new List<SealedEvent>(PageSize);
        await foreach (var e in reader.ReadAsync(from, to, ct))
        {
            page.Add(e);
            if (page.Count == PageSize)
            {
                yield return page;
                page = new List<SealedEvent>(PageSize);
            }
        }

        if (page.Count > 0)
        {
            yield return page;
        }
    }

    private static async Task<bool> OwnsAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtext($1))", session)
        {
            Parameters = { new() { Value = LockName } },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<long> WrittenAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select position from views.progress", session);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    [LoggerMessage(LogLevel.Information, "Rebuilt what is known of {Events} events in {Milliseconds} ms.")]
    private partial void LogRebuilt(long events, long milliseconds);

    [LoggerMessage(LogLevel.Error, "The pipeline broke off; it starts again from what is written.")]
    private partial void LogBroken(Exception cause);
}
