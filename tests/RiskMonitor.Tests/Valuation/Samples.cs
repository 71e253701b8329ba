using CsCheck;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Tests.Valuation;

/// <summary>The pool of the published vectors, and pools at random.</summary>
internal static class Samples
{
    /// <summary>g 0.25, r 0.12, 36 months, all without width; ρ as asked.</summary>
    public static Assumptions Still(decimal reLetting) => new(
        AssumptionBand.At(0.25m.Ratio), AssumptionBand.At(0.12m.Ratio), AssumptionBand.At(1m.Ratio), LifeBand.At(36),
        AssumptionBand.At(reLetting.Ratio), HorizonCapMonths: 36);

    /// <summary>N 1,000, p_0 2.35, q 0.98, O = 1,000·730·0.35, RV 6,000,000 as 0.2 of 30 million.</summary>
    public static UseCase Pool(decimal merchantUse, params Sequence<CommittedUse> contracts) => new(
        Cards: 1000, contracts, BackStops: [], AssumptionBand.At(merchantUse.Ratio), Price: 2.35m.Usd,
        Collected: 0.98m.Ratio, MonthlyCost: (1000m * 730m * 0.35m).Usd, PurchaseCost: 30_000_000m.Usd, AgeMonths: 0,
        Flat(0.2m));

    public static CommittedUse Contract(decimal share, decimal use, decimal price, int lastMonth) =>
        new(share.Ratio, AssumptionBand.At(use.Ratio), price.Usd, lastMonth);

    public static ResidualCurve Flat(decimal share) => new([new CurveKnot(0, share.Ratio)]);

    public static AssumptionBand Band(decimal low, decimal central, decimal high) =>
        new(low.Ratio, central.Ratio, high.Ratio);

    /// <summary>Three decimals in order within a range, of four places as people write them.</summary>
    public static Gen<AssumptionBand> Bands(decimal least, decimal most) =>
        Gen.Int[(int)(least * 10_000m), (int)(most * 10_000m)].Array[3].Select(ends =>
        {
            Array.Sort(ends);
            return Band(ends[0] / 10_000m, ends[1] / 10_000m, ends[2] / 10_000m);
        });

    public static readonly Gen<Assumptions> AnyAssumptions =
        from decay in Bands(-0.1m, 0.6m)
        from rate in Bands(0m, 0.3m)
        from residual in Bands(0m, 1.5m)
        from life in Gen.Int[0, 72].Array[3]
        from reLetting in Bands(0m, 1m)
        from cap in Gen.Int[0, 60]
        let lives = life.Order().ToArray()
        select new Assumptions(
            decay, rate, residual, new LifeBand(lives[0], lives[1], lives[2]), reLetting, cap);

    public static readonly Gen<UseCase> AnyPool =
        from contracts in Contracts()
        from backStops in BackStops()
        from merchant in Bands(0m, 1m)
        from cards in Gen.Int[1, 5000]
        from price in Cents(0, 500)
        from collected in Gen.Int[0, 100]
        from cost in Gen.Int[0, 2_000_000]
        from purchase in Gen.Int[0, 200_000_000]
        from age in Gen.Int[0, 50]
        from knots in Gen.Int[0, 1000].Array[3]
        select new UseCase(
            cards, contracts, backStops, merchant, price, (collected / 100m).Ratio, ((decimal)cost).Usd,
            ((decimal)purchase).Usd, age,
            new ResidualCurve([
                new CurveKnot(0, (knots[0] / 1000m).Ratio), new CurveKnot(24, (knots[1] / 1000m).Ratio),
                new CurveKnot(60, (knots[2] / 1000m).Ratio)]));

    private static Gen<Sequence<CommittedUse>> Contracts() =>
        (from share in Gen.Int[0, 100]
         from use in Bands(0m, 1m)
         from price in Cents(0, 500)
         from last in Gen.Int[0, 60]
         from paid in Gen.Int[0, 100]
         select new CommittedUse((share / 100m).Ratio, use, price, last, (paid / 100m).Ratio))
        .Array[0, 4].Select(contracts => Sequence.Of<CommittedUse>(contracts));

    private static Gen<Sequence<BackedCapacity>> BackStops() =>
        (from share in Gen.Int[0, 50]
         from price in Cents(0, 300)
         from last in Gen.Int[0, 60]
         select new BackedCapacity((share / 100m).Ratio, price, last))
        .Array[0, 2].Select(backStops => Sequence.Of<BackedCapacity>(backStops));

    private static Gen<Money> Cents(int least, int most) => Gen.Int[least, most].Select(cents => (cents / 100m).Usd);
}

/// <summary>The same pool but for one thing.</summary>
internal static class PoolChanges
{
    extension(UseCase pool)
    {
        public UseCase With(ResidualCurve residual) => new(
            pool.Cards, pool.Contracts, pool.BackStops, pool.MerchantUse, pool.Price, pool.Collected, pool.MonthlyCost,
            pool.PurchaseCost, pool.AgeMonths, residual);

        public UseCase With(AssumptionBand merchantUse) => new(
            pool.Cards, pool.Contracts, pool.BackStops, merchantUse, pool.Price, pool.Collected, pool.MonthlyCost,
            pool.PurchaseCost, pool.AgeMonths, pool.Residual);

        public UseCase With(Money price) => new(
            pool.Cards, pool.Contracts, pool.BackStops, pool.MerchantUse, price, pool.Collected, pool.MonthlyCost,
            pool.PurchaseCost, pool.AgeMonths, pool.Residual);

        public UseCase With(Sequence<CommittedUse> contracts, Sequence<BackedCapacity> backStops) => new(
            pool.Cards, contracts, backStops, pool.MerchantUse, pool.Price, pool.Collected, pool.MonthlyCost,
            pool.PurchaseCost, pool.AgeMonths, pool.Residual);

        /// <summary>All undetermined use taken at its central value.</summary>
        public UseCase Determined() => pool
            .With(AssumptionBand.At(pool.MerchantUse.Central))
            .With([.. pool.Contracts.Select(contract => new CommittedUse(
                contract.Share, AssumptionBand.At(contract.Use.Central), contract.Price, contract.LastMonth,
                contract.PaidUse))], pool.BackStops);
    }
}
