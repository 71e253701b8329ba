using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Npgsql;

namespace RiskMonitor.Host.Pipeline;

/// <summary>
/// Not ready from the start until the views have caught up with the log once. From then on ready as long as nothing
/// that they lack is older than <see cref="Bound"/>: a filing that is being taken in makes nobody turn away.
/// </summary>
/// <remarks>The answer's <c>behind</c> tells whoever waits for the very last event: with 0, views = sealed size.
/// </remarks>
public sealed class PipelineHealth(PipelineState pipeline, NpgsqlDataSource source, TimeProvider clock) : IHealthCheck
{
    /// <summary>Folding what one filing brings takes a fraction of it; a pipeline that stands still is found out.
    /// </summary>
    public static readonly Duration Bound = Duration.FromSeconds(5);

    private const string Reached = "reached";
    private const string Behind = "behind";

    /// <summary>The first event without a position, and the first sealed one that the views lack.</summary>
    private const string Counts = """
        select size, waiting, least(oldest, (select sealed_at from ledger.seal where position = $1))
        from (select coalesce(max(position) + 1, 0) as size from ledger.seal) s,
            (select count(*) as waiting, min(e.timestamp) as oldest from ledger.mt_events e
            where e.seq_id > (select low_water from ledger.tree_state)
            and not exists (select from ledger.seal s where s.seq_id = e.seq_id)) u
        """;

    /// <summary>The state in words, the last position that the views know, and how many events they lack.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var data = report.Entries.Values.SelectMany(entry => entry.Data)
            .ToDictionary(item => item.Key, item => (long)item.Value, StringComparer.Ordinal);
        return context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            position = data.TryGetValue(Reached, out var reached) ? reached - 1 : -1,
            behind = data.TryGetValue(Behind, out var behind) ? behind : (long?)null,
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description),
        });
    }

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (caughtUp, reached) = (pipeline.HasCaughtUp, Math.Max(pipeline.Position, 0));
        await using var command = source.CreateCommand(Counts);
        command.Parameters.Add(new() { Value = reached });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var (size, waiting) = (row.GetInt64(0), row.GetInt64(1));
        var lag = row.IsDBNull(2) ? Duration.Zero
            : Instant.FromDateTimeOffset(clock.GetUtcNow()) - Instant.FromDateTimeUtc(row.GetDateTime(2));
        var words = waiting > 0
            ? $"The views are at {reached} of {size}, and {waiting} events wait to be sealed."
            : $"The views are at {reached} of {size}.";
        var data = new Dictionary<string, object>
        {
            [Reached] = reached, [Behind] = Math.Max(size - reached, 0) + waiting,
        };
        var failure = pipeline.Failure;
        var why = failure is not null ? $"The pipeline broke off: {failure.Message}"
            : !caughtUp ? "They have not caught up yet."
            : lag > Bound ? $"They are more than {Bound.TotalSeconds} s behind."
            : null;
        return why is null
            ? HealthCheckResult.Healthy(words, data)
            : HealthCheckResult.Unhealthy($"{words} {why}", failure, data);
    }
}
