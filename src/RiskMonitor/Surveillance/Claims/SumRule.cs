using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>COL-SUM: more first-rank and title claims on one chip at one site than cards were counted there.</summary>
/// <remarks>
/// Where a pool of the site was never counted, its registered cards are held to be there before a breach is said, and
/// not to be there before the rule is clear; between the two the result is missing(census). Without any count, or
/// with a stale one, nothing is said, unless nothing is claimed.
/// </remarks>
internal static class SumRule
{
    public static readonly string Id = "COL-SUM";

    public static Reading Read(SiteClaims claims, Census census, LocalDate day, PolicyInForce policy)
    {
        var bounds = policy.Document.Rules.ColSum;
        var doubt = claims.Counted > 0 ? census.Doubt(day, policy) : null;
        var most = Share(claims.Counted, census.Found);
        var least = Share(claims.Counted, census.Found + census.Uncounted);
        Verdict Judge(decimal bound) =>
            doubt is not null ? new Verdict.Inconclusive(doubt)
            : Exceeds(least, bound) ? Verdict.Breach.It
            : Exceeds(most, bound) ? new Verdict.Inconclusive(Reason.Missing("census"))
            : Verdict.Clear.It;
        var critical = least.IsInfinite || least.Value >= bounds.ShareCriticalFrom.Value.Value;
        return new Reading(
            Id,
            Judge(bounds.ShareRaiseAbove.Value.Value),
            Judge(bounds.ShareClear.Value.Value),
            critical && doubt is null ? Severity.Critical : Severity.High,
            doubt is null ? Measures(claims, census, least, most, policy) : [],
            [],
            null);
    }

    /// <summary>Claims over cards; nothing claimed is 0, claims on no card at all are infinite.</summary>
    public static Figure Share(long claimed, long cards) =>
        claimed == 0 ? Figure.Of(0m)
        : cards == 0 ? Figure.Infinite
        : Figure.Of(decimal.Round((decimal)claimed / cards, 12, MidpointRounding.ToEven));

    private static bool Exceeds(Figure share, decimal bound) => share.IsInfinite || share.Value > bound;

    private static Sequence<Measure> Measures(
        SiteClaims claims, Census census, Figure least, Figure most, PolicyInForce policy) =>
    [
        new Measure("claims", "cards", Figure.Of(claims.Counted), Figure.Of(claims.Counted)),
        new Measure("census", "cards", Figure.Of(census.Found), Figure.Of(census.Found + census.Uncounted)),
        new Measure(
            "claims over census", "ratio", least, most,
            $"> {policy.Document.Rules.ColSum.ShareRaiseAbove.Value}"),
    ];
}
