using RiskMonitor.Alerts;
using RiskMonitor.Policy;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>LEV-DETACH: use does not carry the debt, or much less of it than the appraisal says.</summary>
/// <remarks>
/// It is a breach or clear only where it is so over the whole band of V_use; else contested, by the assumption that
/// decides. Where V_A is not known the first limb is judged alone: it can raise, and it is clear only where LTV_use
/// stays below the bound at which the gap begins to count. A pool without debt is clear.
/// </remarks>
internal static class DetachmentRule
{
    public static readonly string Id = "LEV-DETACH";

    public static Reading Read(PoolFigures figures, BoundWords words)
    {
        var policy = words.Policy;
        var bounds = policy.Document.Rules.LevDetach;
        var missing = Doubt.First(figures.Debt.Missing, figures.InUse.Missing);
        if (figures.Debt is { Is: true, Value: 0m })
        {
            return new Reading(
                Id, Verdict.Clear.It, Verdict.Clear.It, Severity.Medium, [Debt(figures)], Attributes(figures, policy),
                Money.Zero(figures.Currency));
        }

        if (missing is not null)
        {
            var unknown = new Verdict.Inconclusive(missing);
            return new Reading(
                Id, unknown, unknown, Severity.Medium, figures.Debt.Is ? [Debt(figures)] : [],
                Attributes(figures, policy), UnsupportedDebt: null);
        }

        var debt = figures.Money(figures.Debt.Value);
        var judge = new Judge(bounds, debt, figures.Appraised.Is ? figures.Money(figures.Appraised.Value) : null);
        var attributes = Attributes(figures, policy);
        return new Reading(
            Id,
            Settle(figures, judge.Raises, judge.MayRaise),
            Settle(figures, judge.Stays, judge.MayStay),
            SeverityOf(figures, bounds, attributes),
            Measures(figures, words),
            attributes,
            CollateralRatios.UnsupportedDebt(debt, figures.Money(figures.InUse.Central)));
    }

    /// <summary>The bound whose crossing is looked for: the first limb, which needs no appraisal.</summary>
    public static Ratio FlipBound(PolicyInForce policy) => policy.Document.Rules.LevDetach.LtvUseRaise.Value;

    private static Verdict Settle(PoolFigures figures, Func<Money, bool> holds, Func<Money, bool> mayHold)
    {
        var low = figures.Money(figures.InUse.Low);
        var central = figures.Money(figures.InUse.Central);
        var high = figures.Money(figures.InUse.High);
        var count = (holds(low) ? 1 : 0) + (holds(central) ? 1 : 0) + (holds(high) ? 1 : 0);
        if (count == 3)
        {
            return Verdict.Breach.It;
        }

        if (figures.Appraised.Missing is { } unknown && (mayHold(low) || mayHold(central) || mayHold(high)))
        {
            return new Verdict.Inconclusive(unknown);
        }

        return count == 0
            ? Verdict.Clear.It
            : new Verdict.Inconclusive(Reason.Contested(
                figures.Valuation!.Contested(figures.Case!, holds) is { } assumption
                    ? assumption.WireName
                    : Assumption.UndeterminedUse.WireName));
    }

    private static Severity SeverityOf(PoolFigures figures, DetachmentBounds bounds, Sequence<string> attributes)
    {
        var debt = figures.Money(figures.Debt.Value);
        var share = CollateralRatios.UnsupportedShare(debt, figures.Money(figures.InUse.High))?.Value ?? 0m;
        return attributes.Contains(CreditCovered) ? Severity.Medium
            : share >= bounds.UnsupportedCritical.Value.Value ? Severity.Critical
            : share >= bounds.UnsupportedHigh.Value.Value ? Severity.High
            : Severity.Medium;
    }

    private static readonly string CreditCovered = "credit-covered";

    /// <summary>
    /// The state of the covenants, and <c>credit-covered</c> where LTV_credit is below its bound over the whole band.
    /// </summary>
    private static Sequence<string> Attributes(PoolFigures figures, PolicyInForce policy)
    {
        var covenants = Covenants.StateOf(figures);
        var bound = policy.Document.Rules.LevDetach.CreditCoveredBelow.Value;
        return figures.InCredit.Is && figures.Debt is { Is: true, Value: > 0m }
            && !(Leverage.Of(figures.Money(figures.Debt.Value), figures.Money(figures.InCredit.Low)) >= bound)
            ? [covenants, CreditCovered]
            : [covenants];
    }

    private static Measure Debt(PoolFigures figures) => new(
        "D", figures.Currency.Value, Figure.Of(figures.Debt.Value), Figure.Of(figures.Debt.Value));

    private static Sequence<Measure> Measures(PoolFigures figures, BoundWords words)
    {
        var debt = figures.Money(figures.Debt.Value);
        var low = figures.Money(figures.InUse.Low);
        var high = figures.Money(figures.InUse.High);
        var measures = new List<Measure>(6)
        {
            new("LTV_use", "ratio", Leverage.Of(debt, high).Figure, Leverage.Of(debt, low).Figure,
                words.Leverage),
            Debt(figures),
            new("V_use", figures.Currency.Value, Figure.Of(low.Amount), Figure.Of(high.Amount)),
            new("UnsupportedShare", "ratio",
                Figure.Of(CollateralRatios.UnsupportedShare(debt, high) ?? default),
                Figure.Of(CollateralRatios.UnsupportedShare(debt, low) ?? default),
                words.Unsupported),
        };
        if (figures.Appraised is { Is: true, Value: > 0m })
        {
            var appraised = figures.Money(figures.Appraised.Value);
            var ltv = Leverage.Of(debt, appraised);
            measures.Insert(1, new Measure("LTV_A", "ratio", ltv.Figure, ltv.Figure));
            measures.Insert(1, new Measure(
                "Gap", "ratio", Leverage.Of(debt, high).Over(ltv)!.Value.Figure,
                Leverage.Of(debt, low).Over(ltv)!.Value.Figure,
                words.Gap));
        }

        return Sequence.Of<Measure>(measures.ToArray());
    }

    /// <summary>The limbs of the rule, asked of one value in use.</summary>
    private sealed class Judge(DetachmentBounds bounds, Money debt, Money? appraised)
    {
        public bool Raises(Money inUse)
        {
            var ltv = Leverage.Of(debt, inUse);
            return ltv >= bounds.LtvUseRaise.Value
                || (ltv >= bounds.LtvUseWithGapRaise.Value && GapReaches(ltv, bounds.GapRaise.Value));
        }

        /// <summary>Whether an appraisal could make it raise.</summary>
        public bool MayRaise(Money inUse) => Leverage.Of(debt, inUse) >= bounds.LtvUseWithGapRaise.Value;

        public bool Stays(Money inUse)
        {
            var ltv = Leverage.Of(debt, inUse);
            return !(ltv <= bounds.LtvUseClear.Value)
                || (appraised is not null && !(ltv.Over(Leverage.Of(debt, appraised)) is { } gap
                    && gap <= bounds.GapClear.Value));
        }

        /// <summary>The gap is at most LTV_use, so below this no appraisal keeps it standing.</summary>
        public bool MayStay(Money inUse) => !(Leverage.Of(debt, inUse) <= bounds.GapClear.Value);

        private bool GapReaches(Leverage ltv, Ratio bound) =>
            appraised is not null && ltv.Over(Leverage.Of(debt, appraised)) is { } gap && gap >= bound;
    }
}
