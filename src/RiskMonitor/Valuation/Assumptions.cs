namespace RiskMonitor.Valuation;

/// <summary>A policy's bands for one chip: everything in V_use that is assumed and not filed.</summary>
/// <param name="PriceDecay">g a year, at most 1; negative where prices are taken to rise.</param>
/// <param name="DiscountRate">r a year, above −1.</param>
/// <param name="ResidualFactor">Multiplies the residual share of the curve, not below 0.</param>
/// <param name="EconomicLife">Months from the pool's first commissioning.</param>
/// <param name="ReLetting">ρ, between 0 and 1.</param>
/// <param name="HorizonCapMonths">No valuation looks further than this.</param>
/// <exception cref="ArgumentException">A band leaves the range given here.</exception>
public sealed record Assumptions(
    AssumptionBand PriceDecay,
    AssumptionBand DiscountRate,
    AssumptionBand ResidualFactor,
    LifeBand EconomicLife,
    AssumptionBand ReLetting,
    int HorizonCapMonths)
{
    public AssumptionBand PriceDecay { get; } = Require.Within(PriceDecay, -1m, 1m, nameof(PriceDecay));

    public AssumptionBand DiscountRate { get; } = Require.Within(DiscountRate, -0.5m, 5m, nameof(DiscountRate));

    public AssumptionBand ResidualFactor { get; } = Require.Within(ResidualFactor, 0m, 10m, nameof(ResidualFactor));

    public AssumptionBand ReLetting { get; } = Require.Within(ReLetting, 0m, 1m, nameof(ReLetting));

    public int HorizonCapMonths { get; } = HorizonCapMonths is >= 0 and <= 600
        ? HorizonCapMonths
        : throw new ArgumentException("The horizon is capped at 0 to 600 months.", nameof(HorizonCapMonths));
}
