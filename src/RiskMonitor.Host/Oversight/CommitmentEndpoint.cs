using Microsoft.AspNetCore.Authorization;
using NodaTime;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using Wolverine.Http;

namespace RiskMonitor.Host.Oversight;

/// <param name="Serials">As they stand on the cards or in the reporter's books.</param>
public sealed record SerialsBody(IReadOnlyList<string> Serials);

/// <summary>Commits serials on the supervisor's side: they are read, committed and forgotten.</summary>
public static class CommitmentEndpoint
{
    /// <summary>Serials of one request.</summary>
    public static readonly int Most = 100_000;

    private const int MostBytes = 16 * 1024 * 1024;

    [WolverinePost("/api/v1/commitments")]
    [Authorize(Grant.CommitSerials)]
    [Parameters()]
    public static async Task<IResult> Post(
        HttpRequest request, [NotBody] HostSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var body = await RequestBody.ReadAsync<SerialsBody>(request, """{"serials":["…"]}""", MostBytes, ct);
        var serials = body.Serials;
        if (serials.Count > Most)
        {
            throw new ProblemException("payload-too-large", $"At most {Most} serials are committed at once.");
        }

        var keys = SerialKeys.In(settings.KeyFolder).At(Instant.FromDateTimeOffset(clock.GetUtcNow()));
        if (keys.Count == 0)
        {
            throw new ProblemException("state-conflict", "There is no serial key yet: riskmonitor commit --new-key.");
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            return Results.Json(Commitments.Of(serials, keys), Wire.Json.Options);
        }
        catch (FormatException broken)
        {
            throw new ProblemException("validation", broken.Message);
        }
    }
}
