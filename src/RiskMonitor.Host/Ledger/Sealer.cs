using Npgsql;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Seals as long as the host runs. One sealer works per ledger; another one waits until that has ended.
/// </summary>
public sealed partial class Sealer(
    LedgerSettings settings,
    Checkpoints checkpoints,
    LedgerIntegrity integrity,
    TimeProvider clock,
    ILogger<Sealer> log) : BackgroundService
{
    /// <summary>Should a notification be lost, and while another sealer works.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && integrity.Halted is null)
        {
            try
            {
                await using var session = await SealSession.TryOpenAsync(settings.Runtime, clock, stoppingToken);
                if (session is not null)
                    await RunAsync(session, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (LedgerHaltedException found)
            {
                integrity.Halt(found.Message);
                LogHalted(found.Message);
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or IOException)
            {
                LogLost(lost);
            }

            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <remarks>A note is signed and dropped beside the sealing: what is filed meanwhile waits for none.</remarks>
    private async Task RunAsync(SealSession session, CancellationToken ct)
    {
        var publishing = Task.CompletedTask;
        try
        {
            while (integrity.Halted is null)
            {
                var size = await session.SealAsync(ct);
                if (publishing.IsCompleted)
                {
                    await publishing;
                    publishing = checkpoints.PublishAsync(size, ct);
                }

                await session.WaitAsync(Poll, ct);
            }
        }
        finally
        {
            await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Critical, "The ledger is halted: {Reason}")]
    private partial void LogHalted(string reason);

    [LoggerMessage(LogLevel.Warning, "The sealer lost its session; it starts again.")]
    private partial void LogLost(Exception cause);
}
