using Microsoft.AspNetCore.Authorization;
using Npgsql;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Alerts;
using RiskMonitor.Host.Api;
using RiskMonitor.Units;
using Wolverine.Http;

namespace RiskMonitor.Host.Incidents;

/// <summary>The alerts of one obligor group together, ranked by debt that no use carries.</summary>
public static class IncidentEndpoints
{
    [WolverineGet("/api/v1/incidents")]
    [Authorize(Grant.ReadAlerts)]
    [Parameters("state", "recordedAt", "limit", "cursor")]
    public static async Task<IResult> List(
        string? state, string? recordedAt, string? limit, string? cursor, Caller caller, AsOfResolver resolver,
        IncidentList list, Cursors cursors, CancellationToken ct)
    {
        if (state is not (null or "open" or "closed"))
        {
            throw new ProblemException("malformed", "state is open or closed.");
        }

        var bound = $"incidents|{state}|{new AlertFilter(null, null, null, null, null).Bound(caller)}";
        var start = cursor is null
            ? new Cursor(await resolver.PositionAsync(recordedAt, ct), 0, "")
            : recordedAt is null ? cursors.Read(cursor, bound)
            : throw new ProblemException("malformed", "A cursor brings its own recordedAt.");
        var count = Limits.Read(limit);
        var ranked = (await list.ReadAsync(start.Position, caller, ct))
            .Where(incident => state is null || incident.IsOpen == (state == "open"))
            .ToList();
        var page = ranked.Skip((int)start.After).Take(count).ToList();
        var next = start.After + page.Count < ranked.Count
            ? cursors.Write(start with { After = start.After + page.Count }, bound)
            : null;
        var asOf = await resolver.ListAsync(start.Position, caller, ct);
        return Results.Json(
            new { position = start.Position, asOf, order = IncidentRank.InWords, items = page, next },
            Wire.Json.Options);
    }

    [WolverineGet("/api/v1/incidents/{id}")]
    [Authorize(Grant.ReadAlerts)]
    [Parameters("recordedAt")]
    public static async Task<IResult> Get(
        string id, string? recordedAt, Caller caller, AsOfResolver resolver, IncidentList list, AlertList alerts,
        AlertWorkList works, CancellationToken ct)
    {
        var position = await resolver.PositionAsync(recordedAt, ct);
        var incident = (await list.ReadAsync(position, caller, ct)).FirstOrDefault(incident => incident.Id == id)
            ?? throw new ProblemException("not-found", $"There is no incident {id} in your scope.");
        var work = await works.ReadAsync(incident.Alerts, position, caller, ct);
        var bodies = new List<object>();
        foreach (var alert in incident.Alerts)
        {
            var at = await alerts.FindAsync(alert, position, caller, ct);
            bodies.Add(AlertBody.Of(at, caller, work.GetValueOrDefault(alert)));
        }

        var asOf = await resolver.ListAsync(position, caller, ct);
        return Results.Json(new { position, asOf, incident, alerts = bodies }, Wire.Json.Options);
    }
}

/// <summary>One incident, as far as the caller may see it.</summary>
/// <param name="Severity">The worst of the alerts that stand; absent where none does.</param>
/// <param name="UnsupportedDebt">Of the alerts that stand, largest per subject; what incidents are ranked by.</param>
/// <param name="UnknownFor">Subjects of alerts that stand and tell no unsupported debt.</param>
public sealed record IncidentAt(
    string Id,
    string Group,
    Jurisdiction Jurisdiction,
    bool IsOpen,
    RiskMonitor.Alerts.Severity? Severity,
    IReadOnlyList<Money> UnsupportedDebt,
    IReadOnlyList<string> UnknownFor,
    IReadOnlyList<string> Alerts,
    long OpenedPosition)
{
    /// <summary>What people did last to those of its alerts that they have taken up.</summary>
    public IReadOnlyList<AlertWork> Work { get; init; } = [];
}

public sealed class IncidentList(NpgsqlDataSource source, AlertList list, AlertWorkList works)
{
    private const string Latest = """
        select distinct on (incident) incident, opened_position, obligor_group, jurisdiction, alerts, is_open
        from views.incident where position <= $1 order by incident, position desc
        """;

    /// <summary>Those with an alert in the caller's scope, in the order of <see cref="IncidentRank"/>.</summary>
    public async Task<IReadOnlyList<IncidentAt>> ReadAsync(long position, Caller caller, CancellationToken ct)
    {
        var all = new AlertFilter(null, null, null, null, null);
        var first = new Cursor(position, long.MaxValue, "");
        var visible = (await list.ReadAsync(first, all, int.MaxValue, caller, ct))
            .ToDictionary(at => at.Id, StringComparer.Ordinal);
        var work = await works.ReadAsync(visible.Keys, position, caller, ct);
        await using var command = source.CreateCommand(Latest);
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var incidents = new List<IncidentAt>();
        while (await row.ReadAsync(ct))
        {
            var own = row.GetFieldValue<string[]>(4)
                .Select(alert => visible.GetValueOrDefault(alert.Split('/')[^1])).OfType<AlertAt>().ToList();
            if (own.Count > 0)
            {
                incidents.Add(Of(row, own) with
                {
                    Work = [.. own.Select(at => work.GetValueOrDefault(at.Id)).OfType<AlertWork>()],
                });
            }
        }

        return IncidentRank.Of(incidents);
    }

    private static IncidentAt Of(NpgsqlDataReader row, List<AlertAt> alerts)
    {
        var standing = alerts.Where(at => at.Alert.Condition == RiskMonitor.Alerts.AlertCondition.Firing).ToList();
        var unsupported = standing
            .Where(at => at.Alert.UnsupportedDebt is not null)
            .GroupBy(at => (at.Alert.Raised.Subject, at.Alert.UnsupportedDebt!.Currency))
            .Select(own => own.MaxBy(at => at.Alert.UnsupportedDebt!.Amount)!.Alert.UnsupportedDebt!)
            .GroupBy(money => money.Currency)
            .OrderBy(own => own.Key.Value, StringComparer.Ordinal)
            .Select(own => own.Aggregate((sum, next) => sum + next));
        return new IncidentAt(
            row.GetString(0).Split('/')[^1],
            row.GetString(2),
            Jurisdiction.Of(row.GetString(3)),
            row.GetBoolean(5),
            standing.Count == 0 ? null : standing.Max(at => at.Alert.Severity),
            [.. unsupported],
            [.. standing.GroupBy(at => at.Alert.Raised.Subject, StringComparer.Ordinal)
                .Where(own => own.All(at => at.Alert.UnsupportedDebt is null))
                .Select(own => own.Key).Order(StringComparer.Ordinal)],
            [.. alerts.Select(at => at.Id)],
            row.GetInt64(1));
    }
}
