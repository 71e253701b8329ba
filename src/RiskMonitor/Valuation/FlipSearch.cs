using RiskMonitor.Analytics;
using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>One search per input along the line through the central point.</summary>
internal sealed class FlipSearch(AssumptionTables tables, UseCase useCase, Money debt, Ratio bound)
{
    private const int Fine = 64; // V_use need not be monotone in g and r

    private readonly BandedUse banded = new(tables, useCase, inCredit: false);
    private readonly double owed = (double)debt.Amount;
    private readonly double leverage = (double)bound.Value;

    private int Horizon => banded.CentralHorizon;

    private double ReLetting => tables.ReLetting.Central;

    private double MerchantUse => banded.MerchantUse.Central;

    private double Residual => banded.CentralResidual;

    public FlipPoints Run() => new(
        PriceDecay: Number(PastDecay, tables.PriceDecay.Central, -1, 1, Fine),
        DiscountRate: Number(PastRate, tables.DiscountRate.Central, -0.5, 5, Fine),
        ResidualValue: Amount(Flip.Nearest(PastResidual, Residual, 0, banded.PurchaseCost, 1)),
        Prices: Number(PastPrices, 1, 0, 10, 1),
        ReLetting: Number(PastReLetting, ReLetting, 0, 1, 1),
        EconomicLifeMonths: Life(),
        MerchantUse: Number(PastMerchantUse, MerchantUse, 0, 1, 1),
        Debt: OwedAtBound());

    /// <summary>Where the search starts from.</summary>
    public FlipPoints Centre() => new(
        tables.Assumptions.PriceDecay.Central,
        tables.Assumptions.DiscountRate.Central,
        Rounded(Residual),
        new Ratio(1m),
        tables.Assumptions.ReLetting.Central,
        tables.Assumptions.EconomicLife.Central,
        useCase.MerchantUse.Central,
        debt);

    private bool PastDecay(double g) =>
        Reaches(banded.ValueAt(tables.WithDecay(g), Horizon, ReLetting, MerchantUse, 1, Residual));

    private bool PastRate(double r) =>
        Reaches(banded.ValueAt(tables.WithRate(r), Horizon, ReLetting, MerchantUse, 1, Residual));

    private bool PastResidual(double residual) =>
        Reaches(banded.ValueAt(tables.Central, Horizon, ReLetting, MerchantUse, 1, residual));

    private bool PastPrices(double factor) =>
        Reaches(banded.ValueAt(tables.Central, Horizon, ReLetting, MerchantUse, factor, Residual));

    private bool PastReLetting(double use) =>
        Reaches(banded.ValueAt(tables.Central, Horizon, use, MerchantUse, 1, Residual));

    private bool PastMerchantUse(double use) =>
        Reaches(banded.ValueAt(tables.Central, Horizon, ReLetting, use, 1, Residual));

    private bool PastHorizon(int months)
    {
        var share = (double)useCase.Residual.ShareAt(useCase.AgeMonths + months).Value;
        var residual = share * banded.PurchaseCost * tables.ResidualFactor.Central;
        return Reaches(banded.ValueAt(tables.Central, months, ReLetting, MerchantUse, 1, residual));
    }

    /// <summary>Whole months: the nearest horizon that changes the verdict, of two equally near the shorter.</summary>
    private int? Life()
    {
        var standing = PastHorizon(Horizon);
        var cap = tables.Assumptions.HorizonCapMonths;
        for (var off = 1; off <= cap; off++)
        {
            if (Horizon - off >= 0 && PastHorizon(Horizon - off) != standing)
            {
                return useCase.AgeMonths + Horizon - off;
            }

            if (Horizon + off <= cap && PastHorizon(Horizon + off) != standing)
            {
                return useCase.AgeMonths + Horizon + off;
            }
        }

        return null;
    }

    private Money? OwedAtBound() =>
        banded.ValueAt(Corner.Central) * leverage is > 0 and var amount ? Rounded(amount) : null;

    private bool Reaches(double value) => owed > 0 && owed >= value * leverage;

    private Money? Amount(double? found) => found is { } amount ? Rounded(amount) : null;

    private Money Rounded(double amount) => useCase.Rounded(amount);

    private static Ratio? Number(Func<double, bool> past, double central, double low, double high, int steps) =>
        Flip.Nearest(past, central, low, high, steps) is { } found ? Ratio.Quantize(found) : null;
}
