namespace RiskMonitor.Host.Postgres;

/// <summary>
/// Brings the embedded server back when it was killed, as long as the host runs: nobody else would, and the host
/// would refuse everything until a person starts it anew.
/// </summary>
public sealed partial class PostgresWatch(EmbeddedPostgres postgres, ILogger<PostgresWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await postgres.ReviveAsync(stoppingToken))
                    LogRevived(postgres.ProcessId, postgres.Port);
            }
            catch (EmbeddedPostgresException failed)
            {
                LogFailed(failed);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pace, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "PostgreSQL was killed; started again as process {Process} on port {Port}.")]
    private partial void LogRevived(int process, int port);

    [LoggerMessage(LogLevel.Error, "PostgreSQL was killed and does not start.")]
    private partial void LogFailed(Exception cause);
}
