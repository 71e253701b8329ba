using RiskMonitor.Analytics;
using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>The ratios of specs/indicators.md, 3. Null: not applicable, because it would divide by nothing.</summary>
public static class CollateralRatios
{
    /// <summary>1 − V_use / V_A, the share of the appraisal that no use supports.</summary>
    public static Ratio? Detachment(Money inUse, Money appraised) =>
        appraised.Amount > 0m ? Rounded(1m - (inUse / appraised)!.Value.Value) : null;

    /// <summary>LTV_use − LTV_A. Null where nothing is appraised: the gap between nothing and nothing.</summary>
    public static Leverage? Gap(Money debt, Money inUse, Money appraised) =>
        Leverage.Of(debt, inUse).Over(Leverage.Of(debt, appraised));

    /// <summary>max(D − V_use, 0), in the debt's currency. Ranks incidents.</summary>
    public static Money UnsupportedDebt(Money debt, Money inUse) => debt - inUse is { Amount: > 0m } unsupported
        ? unsupported
        : debt - debt;

    /// <summary>Unsupported debt over debt. Above 1 where the use costs more than it brings.</summary>
    public static Ratio? UnsupportedShare(Money debt, Money inUse) =>
        debt.Amount > 0m ? Rounded((UnsupportedDebt(debt, inUse) / debt)!.Value.Value) : null;

    /// <summary>DSCR = CF / DS, all of the same months.</summary>
    public static Ratio? DebtServiceCover(Money cashFlow, Money debtService) => Cover(cashFlow, debtService);

    /// <summary>ICR = CF / INT, all of the same months.</summary>
    public static Ratio? InterestCover(Money cashFlow, Money interest) => Cover(cashFlow, interest);

    private static Ratio? Cover(Money cashFlow, Money due) =>
        due.Amount > 0m ? Rounded((cashFlow / due)!.Value.Value) : null;

    private static Ratio Rounded(decimal value) => new(Significant.Round12(value));
}

/// <summary>V_B: purchase cost less straight-line depreciation over the policy's life to the residual share.</summary>
public static class StraightLine
{
    /// <exception cref="ArgumentException">No life, a negative age, or a residual share outside 0 to 1.</exception>
    public static Money BookValue(Money purchaseCost, int ageMonths, int lifeMonths, Ratio residualShare)
    {
        Require.NotNegative(ageMonths, nameof(ageMonths));
        Require.Within(residualShare, 0m, 1m, nameof(residualShare));
        if (lifeMonths <= 0)
        {
            throw new ArgumentException("Straight-line depreciation needs a life.", nameof(lifeMonths));
        }

        var depreciable = purchaseCost.Amount * (1m - residualShare.Value);
        var written = depreciable * Math.Min(ageMonths, lifeMonths) / lifeMonths;
        return purchaseCost with { Amount = Significant.Round12(purchaseCost.Amount - written) };
    }
}
