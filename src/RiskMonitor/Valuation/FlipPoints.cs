using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>
/// For each input the value at which LTV_use is the bound, all others central: how far a verdict is from another.
/// </summary>
/// <remarks>
/// The nearest one to the central value, of twelve significant digits; null where the verdict is the same in the
/// whole range that is looked through.
/// </remarks>
/// <param name="PriceDecay">g a year, −1 to 1.</param>
/// <param name="DiscountRate">r a year, −0.5 to 5.</param>
/// <param name="ResidualValue">RV at the end of the central horizon, 0 to the purchase cost.</param>
/// <param name="Prices">A factor on p_0 and on all contract prices, 0 to 10.</param>
/// <param name="ReLetting">ρ, 0 to 1.</param>
/// <param name="EconomicLifeMonths">From first commissioning; the pool's age to its age + the horizon's cap.</param>
/// <param name="MerchantUse">u_m, 0 to 1.</param>
/// <param name="Debt">D, 0 and up.</param>
public sealed record FlipPoints(
    Ratio? PriceDecay,
    Ratio? DiscountRate,
    Money? ResidualValue,
    Ratio? Prices,
    Ratio? ReLetting,
    int? EconomicLifeMonths,
    Ratio? MerchantUse,
    Money? Debt)
{
    /// <summary>One line for each input, in the order above.</summary>
    /// <param name="centre">The central values, of <see cref="UseValuation.Centre"/>.</param>
    public Sequence<InputFlip> From(FlipPoints centre) =>
    [
        Line("price-decay", centre.PriceDecay, PriceDecay),
        Line("discount-rate", centre.DiscountRate, DiscountRate),
        Line("residual-value", centre.ResidualValue, ResidualValue),
        Line("prices", centre.Prices, Prices),
        Line("re-letting", centre.ReLetting, ReLetting),
        new("economic-life", "months", Figure.Of(centre.EconomicLifeMonths!.Value),
            EconomicLifeMonths is { } months ? Figure.Of(months) : null),
        Line("merchant-use", centre.MerchantUse, MerchantUse),
        Line("debt", centre.Debt, Debt),
    ];

    private static InputFlip Line(string input, Ratio? centre, Ratio? at) =>
        new(input, "ratio", Figure.Of(centre!.Value), at is { } ratio ? Figure.Of(ratio) : null);

    private static InputFlip Line(string input, Money? centre, Money? at) =>
        new(input, centre!.Currency.Value, Figure.Of(centre.Amount), at is null ? null : Figure.Of(at.Amount));
}

/// <summary>One input: where it stands and where the verdict changes, all others central.</summary>
/// <param name="Unit"><c>ratio</c>, <c>months</c> or a currency.</param>
/// <param name="At">Null where no value in the range of <see cref="FlipPoints"/> changes the verdict.</param>
public sealed record InputFlip(string Input, string Unit, Figure Central, Figure? At);
