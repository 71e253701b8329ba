using System.Text.Json;
using NodaTime;
using Npgsql;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Access;

namespace RiskMonitor.Host.Alerts;

/// <summary>What people did last that decides how an alert stands with them.</summary>
/// <param name="State">As <c>acknowledged</c>, <c>dismissed</c> or <c>reopened</c>.</param>
/// <param name="By">Pseudonym; absent for a caller who is not told which officer works on it.</param>
/// <param name="At">When it was sealed.</param>
/// <param name="Reason">Of a dismissal.</param>
public sealed record AlertWork(
    string Alert, AlertWorkflow State, OfficerId? By, Instant At, long Position, DismissalReason? Reason);

/// <summary>The last such act on each of several alerts.</summary>
public sealed class AlertWorkList(NpgsqlDataSource source)
{
    private const string Latest = """
        select distinct on (e.stream_id) e.stream_id, e.type, e.data, s.position, s.sealed_at
        from ledger.mt_events e join ledger.seal s on s.seq_id = e.seq_id
        where e.stream_id = any($1) and e.type = any($2) and s.position <= $3
        order by e.stream_id, s.position desc
        """;

    private static readonly string[] Acts =
    [
        .. new[]
        {
            typeof(AlertAcknowledged), typeof(AlertEscalated), typeof(AlertDismissed), typeof(AlertResolved),
            typeof(AlertReopened),
        }.Select(EventCatalogue.NameOf),
    ];

    /// <param name="alerts">Ids; of those that nobody has taken up nothing is told.</param>
    /// <param name="position">As it was known then.</param>
    public async Task<IReadOnlyDictionary<string, AlertWork>> ReadAsync(
        IEnumerable<string> alerts, long position, Caller caller, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Latest);
        command.Parameters.Add(new() { Value = alerts.Select(id => $"alert/{id}").ToArray() });
        command.Parameters.Add(new() { Value = Acts });
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var works = new Dictionary<string, AlertWork>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            var act = JsonSerializer.Deserialize(
                row.GetString(2), EventCatalogue.Find(row.GetString(1))!, Wire.Json.Options)!;
            var (state, by) = Said(act);
            var id = row.GetString(0)["alert/".Length..];
            works.Add(id, new AlertWork(
                id, state, caller.OwnOnly ? null : by, Instant.FromDateTimeUtc(row.GetDateTime(4)), row.GetInt64(3),
                (act as AlertDismissed)?.Reason));
        }

        return works;
    }

    private static (AlertWorkflow State, OfficerId By) Said(object act) => act switch
    {
        AlertAcknowledged by => (AlertWorkflow.Acknowledged, by.Officer),
        AlertEscalated by => (AlertWorkflow.Escalated, by.Officer),
        AlertDismissed by => (AlertWorkflow.Dismissed, by.Officer),
        AlertResolved by => (AlertWorkflow.Resolved, by.Officer),
        AlertReopened by => (AlertWorkflow.Reopened, by.Officer),
        _ => throw new System.Diagnostics.UnreachableException($"{act.GetType().Name} was not asked for."),
    };
}
