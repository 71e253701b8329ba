using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// COL-OVERLAP: two liens of unrelated secured parties on one card that are no COL-DUP: one is junior, one is a blanket
/// charge, one refinances the other, or the term to do so still runs.
/// </summary>
/// <remarks>
/// First claims under one agreement between creditors are no overlap: they share by consent. A junior claim is shown
/// even under one, because it burdens the card.
/// </remarks>
internal static class OverlapRule
{
    public static readonly string Id = "COL-OVERLAP";

    public static bool Holds(PairView? pair) =>
        pair is { Meets: true } && !DuplicateRule.Holds(pair) && !(pair.BothFirst && pair.Agreed);

    public static Reading Read(PairView? pair, PolicyInForce policy)
    {
        Verdict verdict = Holds(pair) ? Verdict.Breach.It : Verdict.Clear.It;
        return new Reading(
            Id, verdict, verdict, Severity.Medium, pair?.Measures(policy) ?? [],
            Holds(pair) ? [Kind(pair!)] : [], null);
    }

    private static string Kind(PairView pair)
    {
        var (first, second) = (pair.First.Beside(pair.Second), pair.Second.Beside(pair.First));
        return first == Seniority.Blanket || second == Seniority.Blanket ? "blanket"
            : first == Seniority.Junior || second == Seniority.Junior ? "junior"
            : pair.PaysOff && pair.TermIsOver ? "paid-off-not-released"
            : "refinancing-term";
    }
}
