using JasperFx;
using Marten;
using Microsoft.AspNetCore.Authorization;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Host.Privacy;
using Wolverine.Http;

namespace RiskMonitor.Host.Alerts;

/// <param name="Comment">Says why, for the history.</param>
public sealed record CommentBody(string Comment);

/// <param name="Reason">From the closed list.</param>
public sealed record DismissBody(DismissalReason Reason, string Comment);

/// <summary>
/// What officers do with alerts. Each names the version that it saw, so that of two at once one is told.
/// </summary>
public static class AlertCommandEndpoints
{
    private const string DismissForm = """{"reason":"false-positive-data","comment":"…"}, the reason from the list""";

    [WolverinePost("/api/v1/alerts/{id}/acknowledge")]
    [Authorize(Grant.WorkAlerts)]
    [Parameters()]
    public static Task<IResult> Acknowledge(
        string id, [NotBody] Caller caller, AlertDesk desk, HttpRequest request, CancellationToken ct) =>
        desk.SayAsync(id, comment => new AlertCommand.Acknowledge(comment), caller, request, ct);

    [WolverinePost("/api/v1/alerts/{id}/comment")]
    [Authorize(Grant.WorkAlerts)]
    [Parameters()]
    public static Task<IResult> Comment(
        string id, [NotBody] Caller caller, AlertDesk desk, HttpRequest request, CancellationToken ct) =>
        desk.SayAsync(id, comment => new AlertCommand.Remark(comment), caller, request, ct);

    [WolverinePost("/api/v1/alerts/{id}/dismiss")]
    [Authorize(Grant.WorkAlerts)]
    [Parameters()]
    public static async Task<IResult> Dismiss(
        string id, [NotBody] Caller caller, AlertDesk desk, HttpRequest request, CancellationToken ct)
    {
        var body = await RequestBody.ReadAsync<DismissBody>(request, DismissForm, ct);
        return await desk.DoAsync(id, new AlertCommand.Dismiss(body.Reason, body.Comment), caller, request, ct);
    }

    [WolverinePost("/api/v1/alerts/{id}/reopen")]
    [Authorize(Grant.WorkAlerts)]
    [Parameters()]
    public static Task<IResult> Reopen(
        string id, [NotBody] Caller caller, AlertDesk desk, HttpRequest request, CancellationToken ct) =>
        desk.SayAsync(id, comment => new AlertCommand.Reopen(comment), caller, request, ct);
}

/// <summary>Loads the alert as it is now, lets the domain decide, and appends what was decided.</summary>
public sealed class AlertDesk(
    IDocumentStore store, AlertList list, PipelineState pipeline, SealedTexts texts, Ledger.LedgerIntegrity integrity)
{
    private const string CommentForm = """{"comment":"…"}""";
    private const int MostWords = 10_000; // it is kept for good

    /// <summary>What needs no more than a comment.</summary>
    public async Task<IResult> SayAsync(
        string id, Func<string, AlertCommand> command, Caller caller, HttpRequest request, CancellationToken ct)
    {
        var body = await RequestBody.ReadAsync<CommentBody>(request, CommentForm, ct);
        return await DoAsync(id, command(body.Comment), caller, request, ct);
    }

    public async Task<IResult> DoAsync(
        string id, AlertCommand command, Caller caller, HttpRequest request, CancellationToken ct)
    {
        integrity.Demand();
        if (command.Comment.Length > MostWords || command.Comment.Contains('\0'))
        {
            throw new ProblemException(
                "validation", $"A comment has at most {MostWords} characters, and no NUL among them.");
        }

        await list.FindAsync(id, pipeline.Position - 1, caller, ct); // out of scope is not there
        var seen = ETag.Required(request);
        await using var session = store.LightweightSession();
        session.LastModifiedBy = caller.Subject.Value;
        var stream = await session.Events.FetchForWriting<Alert>($"alert/{id}", ct);
        var alert = stream.Aggregate
            ?? throw new ProblemException("not-found", $"There is no alert {id} in your scope.");
        if (alert.Version != seen)
        {
            return Stale(alert);
        }

        var comment = await texts.SealAsync(caller.Subject, command.Comment, ct);
        var decision = command.Decide(alert, caller.Subject, comment);
        return await decision.Match(
            accepted: async events =>
            {
                stream.AppendMany([.. events]);
                try
                {
                    await session.SaveChangesAsync(ct);
                }
                catch (ConcurrencyException)
                {
                    return Stale(alert with { Version = alert.Version + 1 });
                }

                request.HttpContext.Response.Headers.ETag = ETag.Of(alert.Version + events.Count);
                return Results.NoContent();
            },
            refused: refusal => Task.FromResult(Results.Problem(Problems.From(refusal))));
    }

    private static IResult Stale(Alert alert) => Problems.Result(
        "precondition-failed",
        $"The alert is at {ETag.Of(alert.Version)} now: look at it again.",
        new Dictionary<string, object?> { ["version"] = alert.Version, ["workflow"] = $"{alert.Workflow}" });
}
