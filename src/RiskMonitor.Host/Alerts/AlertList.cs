using System.Text;
using System.Text.Json;
using NodaTime;
using Npgsql;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;

namespace RiskMonitor.Host.Alerts;

/// <summary>Alerts as they stood at a position, newest first.</summary>
public sealed class AlertList(NpgsqlDataSource source)
{
    private const string Page = """
        select content, position, raised_position, raised_at from (
            select distinct on (alert) * from views.alert
            where position <= $1 and raised_position <= $2
            order by alert, position desc) latest
        where (raised_position, alert) < ($2, $3)
            and ($4 = '' or rule = $4) and ($5 = '' or severity = $5) and ($6 = '' or condition = $6)
            and ($7 = '' or workflow = $7) and ($8 = '' or subject = $8)
        order by raised_position desc, alert desc
        """;

    private const string One = """
        select content, position, raised_position, raised_at from views.alert
        where alert = $1 and position <= $2 order by position desc limit 1
        """;

    /// <summary>At most <paramref name="limit"/> alerts of the caller's scope that come after the cursor.</summary>
    public async Task<IReadOnlyList<AlertAt>> ReadAsync(
        Cursor from, AlertFilter filter, int limit, Caller caller, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Page);
        foreach (var value in (object[])[from.Position, from.After, from.AfterId, filter.Rule ?? "",
            filter.Severity ?? "", filter.Condition ?? "", filter.Workflow ?? "", filter.Subject ?? ""])
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var row = await command.ExecuteReaderAsync(ct);
        var alerts = new List<AlertAt>();
        while (alerts.Count < limit && await row.ReadAsync(ct))
        {
            var alert = Read(row);
            if (caller.Sees(alert.Alert.Raised.Jurisdiction, alert.Alert.Raised.Parties))
            {
                alerts.Add(alert);
            }
        }

        return alerts;
    }

    /// <exception cref="ProblemException">There is none, or it is out of scope: the two answers are the
    /// same.</exception>
    public async Task<AlertAt> FindAsync(string id, long position, Caller caller, CancellationToken ct)
    {
        await using var command = source.CreateCommand(One);
        command.Parameters.Add(new() { Value = $"alert/{id}" });
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && Read(row) is var alert
            && caller.Sees(alert.Alert.Raised.Jurisdiction, alert.Alert.Raised.Parties)
                ? alert
                : throw new ProblemException("not-found", $"There is no alert {id} in your scope.");
    }

    private static AlertAt Read(NpgsqlDataReader row) => new(
        JsonSerializer.Deserialize<Alert>(row.GetString(0), Wire.Json.Options)!,
        row.GetInt64(1),
        row.GetInt64(2),
        Instant.FromDateTimeUtc(row.GetDateTime(3)));
}

/// <summary>An alert as it stood after the event at this position.</summary>
/// <param name="RaisedPosition">Sealed position at which it was raised.</param>
public sealed record AlertAt(Alert Alert, long Position, long RaisedPosition, Instant RaisedAt)
{
    public string Id => Alert.Id["alert/".Length..];
}

/// <summary>Null: any.</summary>
public sealed record AlertFilter(string? Rule, string? Severity, string? Condition, string? Workflow, string? Subject)
{
    /// <summary>What a cursor is bound to, together with the scope of who asks.</summary>
    public string Bound(Caller caller) => new StringBuilder()
        .AppendJoin('|', Rule, Severity, Condition, Workflow, Subject, caller.Everywhere, caller.OwnOnly, caller.Entity)
        .Append('|').AppendJoin(',', caller.Jurisdictions).ToString();
}
