using RiskMonitor.Analytics;

namespace RiskMonitor.Valuation;

/// <summary>
/// V_use = Σ_{t=1..T} (rev_t·q − O)/(1+r_m)^t + RV/(1+r_m)^T of one pool, at any corner of the bands.
/// </summary>
internal sealed class BandedUse : IBanded
{
    private readonly AssumptionTables tables;
    private readonly UseProfile profile;
    private readonly bool useMoves;
    private readonly (int Low, int Central, int High) horizons;
    private readonly Ends unscaledResidual; // by economic life

    public BandedUse(AssumptionTables tables, UseCase useCase, bool inCredit)
    {
        this.tables = tables;
        profile = new UseProfile(useCase, inCredit);
        MerchantUse = useCase.MerchantUse.Numbers;
        MonthlyCost = (double)useCase.MonthlyCost.Amount;
        PurchaseCost = (double)useCase.PurchaseCost.Amount;
        useMoves = MerchantUse.Move;
        for (var index = 0; index < useCase.Contracts.Count; index++)
        {
            useMoves |= useCase.Contracts[index].Use is var use && use.Low.Value < use.High.Value;
        }

        var life = tables.Assumptions.EconomicLife;
        horizons = (Horizon(life.Low), Horizon(life.Central), Horizon(life.High));
        var central = Residual(horizons.Central);
        unscaledResidual = horizons.Low == horizons.High
            ? new Ends(central, central, central)
            : new Ends(Residual(horizons.Low), central, Residual(horizons.High));

        int Horizon(int months) =>
            Math.Clamp(months - useCase.AgeMonths, 0, tables.Assumptions.HorizonCapMonths);

        double Residual(int horizon) =>
            (double)useCase.Residual.ShareAt(useCase.AgeMonths + horizon).Value * PurchaseCost;
    }

    public Ends MerchantUse { get; }

    public double MonthlyCost { get; }

    public double PurchaseCost { get; }

    public int CentralHorizon => horizons.Central;

    public double CentralResidual => unscaledResidual.Central * tables.ResidualFactor.Central;

    public bool Moves(Assumption assumption) => assumption switch
    {
        Assumption.PriceDecay => tables.PriceDecay.Move,
        Assumption.DiscountRate => tables.DiscountRate.Move,
        Assumption.ResidualValue => tables.ResidualFactor.Move,
        Assumption.EconomicLife => horizons.Low < horizons.High,
        Assumption.ReLetting => tables.ReLetting.Move,
        _ => useMoves,
    };

    public double ValueAt(Corner corner)
    {
        var table = tables[corner[Assumption.PriceDecay], corner[Assumption.DiscountRate]];
        var life = corner[Assumption.EconomicLife];
        var use = corner[Assumption.UndeterminedUse];
        var horizon = life switch { End.Low => horizons.Low, End.Central => horizons.Central, _ => horizons.High };
        var reLetting = tables.ReLetting[corner[Assumption.ReLetting]];
        var residual = unscaledResidual[life] * tables.ResidualFactor[corner[Assumption.ResidualValue]];
        return profile.PresentValue(table, horizon, reLetting, MerchantUse[use], use)
            - (MonthlyCost * table.Level(0, horizon))
            + (residual * table.Discount(horizon));
    }

    /// <summary>The value with inputs of one's own in place of central ones, for flip points.</summary>
    public double ValueAt(
        AnnuityTable table, int horizon, double reLetting, double merchantUse, double prices, double residual) =>
        (prices * profile.PresentValue(table, horizon, reLetting, merchantUse, End.Central))
        - (MonthlyCost * table.Level(0, horizon))
        + (residual * table.Discount(horizon));
}
