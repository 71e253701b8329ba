using Microsoft.AspNetCore.Authorization;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Privacy;
using Wolverine.Http;

namespace RiskMonitor.Host.Alerts;

/// <summary>The alert feed, for reading.</summary>
public static class AlertEndpoints
{
    [WolverineGet("/api/v1/alerts")]
    [Authorize(Grant.ReadAlerts)]
    [Parameters("rule", "severity", "condition", "workflow", "subject", "recordedAt", "limit", "cursor")]
    public static async Task<IResult> List(
        string? rule, string? severity, string? condition, string? workflow, string? subject, string? recordedAt,
        string? limit, string? cursor, Caller caller, AsOfResolver resolver, AlertList list, AlertWorkList works,
        Cursors cursors, CancellationToken ct)
    {
        var filter = new AlertFilter(
            rule, Word<Severity>("severity", severity), Word<AlertCondition>("condition", condition),
            Word<AlertWorkflow>("workflow", workflow), subject);
        var bound = filter.Bound(caller);
        var from = cursor is null
            ? new Cursor(await resolver.PositionAsync(recordedAt, ct), long.MaxValue, "")
            : recordedAt is null ? cursors.Read(cursor, bound)
            : throw new ProblemException("malformed", "A cursor brings its own recordedAt.");
        var count = Limits.Read(limit);
        var alerts = await list.ReadAsync(from, filter, count, caller, ct);
        var next = alerts.Count == count
            ? cursors.Write(new Cursor(from.Position, alerts[^1].RaisedPosition, alerts[^1].Alert.Id), bound)
            : null;
        var asOf = await resolver.ListAsync(from.Position, caller, ct);
        var work = await works.ReadAsync(alerts.Select(at => at.Id), from.Position, caller, ct);
        var items = alerts.Select(at => AlertBody.Of(at, caller, work.GetValueOrDefault(at.Id)));
        return Results.Json(new { position = from.Position, asOf, items, next }, Wire.Json.Options);
    }

    [WolverineGet("/api/v1/alerts/{id}")]
    [Authorize(Grant.ReadAlerts)]
    [Parameters("recordedAt")]
    public static async Task<IResult> Get(
        string id, string? recordedAt, Caller caller, AsOfResolver resolver, AlertList list, AlertWorkList works,
        HttpResponse response, CancellationToken ct)
    {
        var position = await resolver.PositionAsync(recordedAt, ct);
        var at = await list.FindAsync(id, position, caller, ct);
        response.Headers.ETag = ETag.Of(at.Alert.Version);
        var work = await works.ReadAsync([at.Id], at.Position, caller, ct);
        var asOf = await AsOfAsync(at, position, caller, resolver, ct);
        return Results.Json(AlertBody.Of(at, caller, work.GetValueOrDefault(at.Id), asOf), Wire.Json.Options);
    }

    /// <summary>Everything that happened to the alert, by the monitor and by people, in order.</summary>
    [WolverineGet("/api/v1/alerts/{id}/history")]
    [Authorize(Grant.ReadAlerts)]
    [Parameters("recordedAt")]
    public static async Task<IResult> History(
        string id, string? recordedAt, Caller caller, AsOfResolver resolver, AlertList list, StreamHistory history,
        SealedTexts texts, CancellationToken ct)
    {
        var position = await resolver.PositionAsync(recordedAt, ct);
        var at = await list.FindAsync(id, position, caller, ct);
        var events = await history.ReadAsync(at.Alert.Id, at.Position, ct);
        var items = new List<object>();
        foreach (var e in events)
        {
            items.Add(new
            {
                e.Position,
                e.SealedAt,
                type = EventCatalogue.NameOf(e.Data.GetType()),
                data = caller.OwnOnly ? Withheld(e.Data) : e.Data,
                comment = caller.OwnOnly ? null : await texts.OpenAsync(e.Data, ct),
            });
        }

        var asOf = await AsOfAsync(at, position, caller, resolver, ct);
        return Results.Json(new { asOf, id, items }, Wire.Json.Options);
    }

    /// <summary>
    /// What the alert rests on, as frozen when it was raised: figures, bounds, flip points, and the facts.
    /// </summary>
    [WolverineGet("/api/v1/alerts/{id}/evidence")]
    [Authorize(Grant.ReadAlerts)]
    [Parameters()]
    public static async Task<IResult> Evidence(
        string id, Caller caller, AsOfResolver resolver, AlertList list, SealedReader reader, CancellationToken ct)
    {
        var position = await resolver.PositionAsync(null, ct);
        var at = await list.FindAsync(id, position, caller, ct);
        var raised = at.Alert.Raised;
        var inputs = new List<object>();
        foreach (var input in raised.Inputs)
        {
            await foreach (var e in reader.ReadAsync(input, input, ct))
            {
                var headers = EventHeaders.Read(e.Headers.Span);
                inputs.Add(new
                {
                    e.Position,
                    e.Stream,
                    e.Type,
                    e.RecordedAt,
                    headers.Source,
                    headers.Id,
                    headers.Time,
                    headers.Evidence,
                    headers.SourceRef,
                    headers.Leaf,
                });
            }
        }

        var asOf = await AsOfAsync(at, position, caller, resolver, ct);
        return Results.Json(new { asOf, id, raised, inputs }, Wire.Json.Options);
    }

    /// <summary>Of the alert's own place and subject; its evidence stays as of the day of its raise.</summary>
    private static Task<AsOf> AsOfAsync(
        AlertAt at, long position, Caller caller, AsOfResolver resolver, CancellationToken ct) => resolver.AtAsync(
            position, new AnswerScope(caller, at.Alert.Raised.Jurisdiction, at.Alert.Raised.Subject), ct);

    /// <summary>
    /// A platform sees that people worked on an alert of its own, and not what they wrote or who they are.
    /// </summary>
    private static object Withheld(object data) =>
        EventCatalogue.IsByPerson(data.GetType()) ? new { withheld = true } : data;

    private static string? Word<T>(string parameter, string? value)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName).ToList();
        return value is null || words.Contains(value)
            ? value
            : throw new ProblemException("malformed", $"{parameter} is one of: {string.Join(", ", words)}.");
    }
}
