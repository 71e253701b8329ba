using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// COL-DUP: two first-rank or title claims of unrelated secured parties on one card, and nothing settles it.
/// </summary>
/// <remarks>
/// It holds from the end of the tenth business day (policy) after the day from which both lie on the card, if until
/// then neither is released, neither pays the other off, no rank sets one behind the other and no agreement between
/// creditors names both. That one pays the other off is said by the later registration; the old lien that still stands
/// after the term remains a COL-OVERLAP.
/// </remarks>
internal static class DuplicateRule
{
    public static readonly string Id = "COL-DUP";

    public static bool Holds(PairView? pair) =>
        pair is { Meets: true, BothFirst: true, Agreed: false, PaysOff: false, TermIsOver: true };

    public static Reading Read(PairView? pair, PolicyInForce policy)
    {
        Verdict verdict = Holds(pair) ? Verdict.Breach.It : Verdict.Clear.It;
        return new Reading(
            Id, verdict, verdict, Severity.Critical, pair?.Measures(policy) ?? [], Attributes(pair), null);
    }

    private static Sequence<string> Attributes(PairView? pair)
    {
        if (!Holds(pair))
        {
            return [];
        }

        var said = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var claim in (ReadOnlySpan<LienState>)[pair!.First, pair.Second])
        {
            _ = claim.IsTitle && said.Add("title");
            _ = claim.Objects.Claim?.Lease is not null && said.Add("through-lease");
            _ = claim.Objects.Claim?.Receivable is not null && said.Add("through-receivable");
        }

        return [.. said];
    }
}
