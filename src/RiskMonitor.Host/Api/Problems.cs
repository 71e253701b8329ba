using Microsoft.AspNetCore.Mvc;

namespace RiskMonitor.Host.Api;

/// <summary>
/// The only place where a failure becomes HTTP (RFC 9457). One slug, one status, one page under /problems.
/// </summary>
public static class Problems
{
    private static readonly Dictionary<string, (int Status, string Title)> Known = new(StringComparer.Ordinal)
    {
        ["malformed"] = (StatusCodes.Status400BadRequest, "The request cannot be read."),
        ["unknown-parameter"] = (StatusCodes.Status400BadRequest, "The request names a parameter that is not known."),
        ["cursor-mismatch"] = (StatusCodes.Status400BadRequest, "The cursor is of another list."),
        ["unauthenticated"] = (StatusCodes.Status401Unauthorized, "The request does not say who makes it."),
        ["forbidden"] = (StatusCodes.Status403Forbidden, "Whoever makes the request may not do this."),
        ["not-found"] = (StatusCodes.Status404NotFound, "There is no such resource, or it is out of scope."),
        ["method-not-allowed"] = (StatusCodes.Status405MethodNotAllowed, "The resource does not answer this method."),
        ["state-conflict"] = (StatusCodes.Status409Conflict, "The resource is in a state that forbids this."),
        ["precondition-failed"] = (StatusCodes.Status412PreconditionFailed, "The resource has changed since."),
        ["payload-too-large"] = (StatusCodes.Status413PayloadTooLarge, "The body is larger than is taken at once."),
        ["unsupported-media"] = (StatusCodes.Status415UnsupportedMediaType, "The body is of a kind not taken here."),
        ["validation"] = (StatusCodes.Status422UnprocessableEntity, "The request cannot be accepted as it is."),
        ["future-as-of"] = (StatusCodes.Status422UnprocessableEntity, "Nothing is known of the future."),
        ["precondition-required"] = (StatusCodes.Status428PreconditionRequired, "If-Match is missing."),
        ["defect"] = (StatusCodes.Status500InternalServerError, "A defect of this program."),
        ["busy"] = (StatusCodes.Status503ServiceUnavailable, "Too much is asked at once: try again."),
        ["unavailable"] = (StatusCodes.Status503ServiceUnavailable, "The database does not answer: try again."),
        ["log-halted"] = (StatusCodes.Status503ServiceUnavailable, "The ledger is halted: what is stored was changed."),
    };

    public static IEnumerable<string> Slugs => Known.Keys.Order(StringComparer.Ordinal);

    public static ProblemDetails From(Refusal refusal) => Named(refusal.Slug, refusal.Detail);

    /// <param name="slug">One of <see cref="Slugs"/>.</param>
    public static IResult Result(string slug, string detail, IDictionary<string, object?>? more = null)
    {
        var problem = Named(slug, detail);
        foreach (var (name, value) in more ?? new Dictionary<string, object?>())
        {
            problem.Extensions[name] = value;
        }

        return Results.Problem(problem);
    }

    /// <summary>Gives what the framework refuses by itself, such as an unknown route, a name of ours.</summary>
    public static void Name(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is { Detail: null, Status: { } status }
            && Known.FirstOrDefault(known => known.Value.Status == status).Key is { } slug)
        {
            context.ProblemDetails = Named(slug, detail: null);
        }
    }

    private static ProblemDetails Named(string slug, string? detail) => new()
    {
        Type = $"/problems/{slug}",
        Title = Known[slug].Title,
        Status = Known[slug].Status,
        Detail = detail,
    };
}

/// <summary>
/// Ends a request with a problem document, from wherever it is found that the request cannot be answered.
/// </summary>
public sealed class ProblemException(string slug, string detail) : Exception(detail)
{
    public string Slug => slug;
}
