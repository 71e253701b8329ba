using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace RiskMonitor.Host.Pipeline;

/// <summary>
/// Ready once every event that is committed is sealed, and the views have caught up with all of them.
/// </summary>
public sealed class PipelineHealth(PipelineState pipeline, NpgsqlDataSource source) : IHealthCheck
{
    private const string Counts = """
        select size, exists (
            select from ledger.mt_events e
            where e.seq_id > t.low_water and not exists (select from ledger.seal s where s.seq_id = e.seq_id))
        from ledger.tree_state t
        """;

    /// <summary>The state in words, and the last position that the views know.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var position = context.RequestServices.GetRequiredService<PipelineState>().Position - 1;
        return context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            position,
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description),
        });
    }

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (pipeline.Failure is { } failure)
        {
            return HealthCheckResult.Unhealthy($"The pipeline broke off: {failure.Message}", failure);
        }

        var reached = pipeline.Position;
        await using var command = source.CreateCommand(Counts);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var size = row.GetInt64(0);
        return row.GetBoolean(1) ? HealthCheckResult.Unhealthy("Events wait to be sealed.")
            : reached >= size ? HealthCheckResult.Healthy($"The views are at {size}.")
            : HealthCheckResult.Unhealthy($"The views are at {Math.Max(reached, 0)} of {size}.");
    }
}
