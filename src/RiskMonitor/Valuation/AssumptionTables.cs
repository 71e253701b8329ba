using RiskMonitor.Analytics;

namespace RiskMonitor.Valuation;

/// <summary>
/// The numbers of a policy's bands and the annuities they need, computed once and kept by the caller.
/// </summary>
internal sealed class AssumptionTables
{
    private const int MonthsPerYear = 12;

    private readonly AnnuityTable[] annuities;
    private readonly PowerTable centralDecay;
    private readonly PowerTable centralDiscount;

    public AssumptionTables(Assumptions assumptions)
    {
        Assumptions = assumptions;
        PriceDecay = assumptions.PriceDecay.Numbers;
        DiscountRate = assumptions.DiscountRate.Numbers;
        ResidualFactor = assumptions.ResidualFactor.Numbers;
        ReLetting = assumptions.ReLetting.Numbers;
        PowerTable[] decays = [Decay(PriceDecay.Low), Decay(PriceDecay.Central), Decay(PriceDecay.High)];
        PowerTable[] discounts =
            [Discount(DiscountRate.Low), Discount(DiscountRate.Central), Discount(DiscountRate.High)];
        annuities = [.. from decay in decays from discount in discounts select new AnnuityTable(decay, discount)];
        (centralDecay, centralDiscount) = (decays[1], discounts[1]);
    }

    public Assumptions Assumptions { get; }

    public Ends PriceDecay { get; }

    public Ends DiscountRate { get; }

    public Ends ResidualFactor { get; }

    public Ends ReLetting { get; }

    public AnnuityTable Central => this[End.Central, End.Central];

    public AnnuityTable this[End decay, End rate] => annuities[(3 * (int)decay) + (int)rate];

    /// <summary>Central but for the price decay.</summary>
    public AnnuityTable WithDecay(double yearly) => new(Decay(yearly), centralDiscount);

    /// <summary>Central but for the discount rate.</summary>
    public AnnuityTable WithRate(double yearly) => new(centralDecay, Discount(yearly));

    private PowerTable Decay(double yearly) => PowerTable.Decay(yearly, MonthsPerYear, Assumptions.HorizonCapMonths);

    private PowerTable Discount(double yearly) =>
        PowerTable.Discount(yearly, MonthsPerYear, Assumptions.HorizonCapMonths);
}
