using RiskMonitor.Analytics;
using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>
/// Value in use under one set of assumptions (specs/indicators.md, 2). Make one per policy and chip; keep it.
/// </summary>
/// <remarks>
/// Powers of the bands are computed here, once. It is immutable: threads may share it, and its numbers depend on
/// nothing but the arguments. All money is in the pool's currency, of twelve significant digits.
/// </remarks>
public sealed class UseValuation(Assumptions assumptions)
{
    private readonly AssumptionTables tables = new(assumptions);

    public Assumptions Assumptions => tables.Assumptions;

    /// <summary>V_use: what unrelated end users bring, and the residual value at the end.</summary>
    public ValueInUse InUse(UseCase useCase) => Over(useCase, inCredit: false);

    /// <summary>
    /// V_credit: the same sum with reserved-idle hours at contract price and back-stops at theirs. What a lender may
    /// count on, and no use; an ended back-stop leaves no user behind, so nothing is re-let after it.
    /// </summary>
    public ValueInUse InCredit(UseCase useCase) => Over(useCase, inCredit: true);

    /// <summary>V_disposal: the residual value today, over the band of its factor, less the cost of disposal.</summary>
    public ValueInUse InDisposal(UseCase useCase, Money disposalCost)
    {
        var today = useCase.PurchaseCost * useCase.Residual.ShareAt(useCase.AgeMonths);
        var band = Assumptions.ResidualFactor;
        return new(At(band.Low), At(band.Central), At(band.High));

        Money At(Ratio factor)
        {
            var proceeds = (today * factor) - disposalCost;
            return proceeds with { Amount = Significant.Round12(proceeds.Amount) };
        }
    }

    /// <summary>
    /// The assumption on whose account the band does not agree, in the order of <see cref="Assumption"/>.
    /// </summary>
    /// <param name="holds">
    /// Asked of values in use; changes at most once as the value grows, for instance <c>v => debt >= v * bound</c>.
    /// </param>
    /// <returns>
    /// The first that changes the verdict when it alone leaves its central value; if none does, the first without
    /// whose band the others agree; else the first that has a band. Null where the whole band agrees.
    /// </returns>
    public Assumption? Contested(UseCase useCase, Func<Money, bool> holds) =>
        Banded.Contested(new BandedUse(tables, useCase, inCredit: false), value => holds(useCase.Rounded(value)));

    /// <summary>For each input the value, others central, at which LTV_use is the bound. Costs a millisecond.</summary>
    public FlipPoints FlipPoints(UseCase useCase, Money debt, Ratio bound) =>
        new FlipSearch(tables, useCase, Require.In(debt, useCase.Price.Currency), bound).Run();

    /// <summary>The central value of each input, in the shape of its flip points; none is null.</summary>
    public FlipPoints Centre(UseCase useCase, Money debt) => new FlipSearch(tables, useCase, debt, new(1m)).Centre();

    private ValueInUse Over(UseCase useCase, bool inCredit)
    {
        var banded = new BandedUse(tables, useCase, inCredit);
        var (low, high) = Banded.Extremes(banded);
        return new(useCase.Rounded(low), useCase.Rounded(banded.ValueAt(Corner.Central)), useCase.Rounded(high));
    }
}
