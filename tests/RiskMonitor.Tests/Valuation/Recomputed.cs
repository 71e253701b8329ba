using RiskMonitor.Valuation;

namespace RiskMonitor.Tests.Valuation;

/// <summary>One choice for every assumption.</summary>
internal sealed record Point(
    decimal G, decimal R, decimal Residual, int Life, decimal Rho, Func<AssumptionBand, decimal> Use);

/// <summary>V_use month by month as specs/indicators.md writes it, in decimals.</summary>
internal static class Recomputed
{
    public static decimal Value(UseCase pool, Point at, int cap, bool inCredit = false)
    {
        var horizon = Math.Max(0, Math.Min(at.Life - pool.AgeMonths, cap));
        var month = DecimalArithmetic.Power(1m + at.R, 1m / 12m); // 1 + r_m
        var (sum, discount) = (0m, 1m);
        for (var t = 1; t <= horizon; t++)
        {
            discount /= month;
            sum += ((Revenue(pool, at, t, inCredit) * pool.Collected.Value) - pool.MonthlyCost.Amount) * discount;
        }

        return sum + (pool.PurchaseCost.Amount * Share(pool, pool.AgeMonths + horizon) * at.Residual * discount);
    }

    public static IEnumerable<Point> Corners(Assumptions bands, Func<AssumptionBand, decimal> use) =>
        from g in Ends(bands.PriceDecay)
        from r in Ends(bands.DiscountRate)
        from residual in Ends(bands.ResidualFactor)
        from life in (int[])[bands.EconomicLife.Low, bands.EconomicLife.High]
        from rho in Ends(bands.ReLetting)
        select new Point(g, r, residual, life, rho, use);

    public static Point Centre(Assumptions bands) => new(
        bands.PriceDecay.Central.Value, bands.DiscountRate.Central.Value, bands.ResidualFactor.Central.Value,
        bands.EconomicLife.Central, bands.ReLetting.Central.Value, band => band.Central.Value);

    private static decimal[] Ends(AssumptionBand band) => [band.Low.Value, band.High.Value];

    private static decimal Revenue(UseCase pool, Point at, int t, bool inCredit)
    {
        var running = pool.Contracts.Where(contract => contract.LastMonth >= t).ToList();
        var backed = pool.BackStops.Where(backStop => inCredit && backStop.LastMonth >= t).ToList();
        var taken = running.Sum(contract => contract.Share.Value) + backed.Sum(backStop => backStop.Share.Value);
        var ended = pool.Contracts.Where(contract => contract.LastMonth < t).Sum(contract => contract.Share.Value);
        var committed = running.Sum(contract => contract.Share.Value * contract.Price.Amount
            * Math.Max(at.Use(contract.Use), inCredit ? contract.PaidUse.Value : 0m))
            + backed.Sum(backStop => backStop.Share.Value * backStop.Price.Amount);
        var merchant = Math.Min(at.Use(pool.MerchantUse) + (at.Rho * ended), 1m - taken);
        var price = pool.Price.Amount * DecimalArithmetic.Power(1m - at.G, t / 12m);
        return pool.Cards * 730m * (committed + (merchant * price));
    }

    private static decimal Share(UseCase pool, int age)
    {
        var before = pool.Residual.Knots.Last(knot => knot.AgeMonths <= age);
        var after = pool.Residual.Knots.FirstOrDefault(knot => knot.AgeMonths > age);
        return after is null
            ? before.Share.Value
            : ((before.Share.Value * (after.AgeMonths - age)) + (after.Share.Value * (age - before.AgeMonths)))
                / (after.AgeMonths - before.AgeMonths);
    }
}
