using Microsoft.AspNetCore.Authorization;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Assessments;
using RiskMonitor.Surveillance.Kinds;
using Wolverine.Http;

namespace RiskMonitor.Host.Utilization;

/// <summary>
/// The ladder of use of one pool and what each of its hours was: as JSON, or the ladder drawn where the client accepts
/// <c>image/svg+xml</c>.
/// </summary>
public static class UseEndpoint
{
    private const string Svg = "image/svg+xml";

    [WolverineGet("/api/v1/pools/{id}/use")]
    [Authorize(Grant.ReadReports)]
    [Parameters("validAt", "recordedAt")]
    public static async Task<IResult> Get(
        string id, string? validAt, string? recordedAt, HttpRequest request, Caller caller, AsOfResolver resolver,
        Folds folds, CancellationToken ct)
    {
        var asOf = await resolver.ResolveAsync(validAt, recordedAt, caller, ct);
        var fold = await folds.AtAsync(asOf.Position, ct);
        var (ladder, kinds) = fold.Read(lookout => (
            lookout.LadderOf($"pool/{id}", asOf.Day()), lookout.KindsOf($"pool/{id}", asOf.Day())));
        if (ladder is null || !caller.Sees(ladder.Jurisdiction, ladder.Parties))
        {
            throw new ProblemException(
                "not-found", $"Nothing is known of the use of pool/{id} for {asOf.Day():uuuu-MM-dd} at that time.");
        }

        return request.Headers.Accept.ToString().Contains(Svg, StringComparison.OrdinalIgnoreCase)
            ? Results.Text(LadderSvg.Of(ladder, asOf.Position), Svg)
            : Results.Json(new { asOf, ladder, kinds = Scoped(kinds, caller) }, Wire.Json.Options);
    }

    /// <summary>Who sees only what is its own is not told who else paid whom.</summary>
    private static UseKinds? Scoped(UseKinds? kinds, Caller caller) => kinds is null || !caller.OwnOnly
        ? kinds
        : kinds with
        {
            RoundTrips = [.. kinds.RoundTrips.Select(trip => trip with { Paths = [] })],
            Ties = [],
        };
}
