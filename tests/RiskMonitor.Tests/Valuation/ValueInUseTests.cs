using CsCheck;
using RiskMonitor.Units;
using RiskMonitor.Valuation;
using static RiskMonitor.Tests.Valuation.Samples;

namespace RiskMonitor.Tests.Valuation;

public sealed class ValueInUseTests
{
    private static readonly Gen<(Assumptions Bands, UseCase Pool)> Any = Gen.Select(AnyAssumptions, AnyPool);

    [Fact]
    public void The_interval_is_that_of_a_second_arithmetic() => Any.Sample(
        sample => SameAs(new UseValuation(sample.Bands).InUse(sample.Pool), sample, inCredit: false), iter: 25);

    [Fact]
    public void The_value_in_credit_is_that_of_a_second_arithmetic() => Any.Sample(
        sample => SameAs(new UseValuation(sample.Bands).InCredit(sample.Pool), sample, inCredit: true), iter: 25);

    /// <summary>Of assumptions in which V_use is monotone. In the rate and in economic life it is not.</summary>
    [Fact]
    public void A_wider_band_is_never_a_narrower_value() => Gen.Select(Any, Gen.Int[0, 3]).Sample((sample, which) =>
    {
        var (bands, pool) = (sample.Bands, Sellable(sample.Pool));
        var still = new Assumptions(
            which == 0 ? AssumptionBand.At(bands.PriceDecay.Central) : bands.PriceDecay,
            bands.DiscountRate,
            which == 1 ? AssumptionBand.At(bands.ResidualFactor.Central) : bands.ResidualFactor,
            bands.EconomicLife,
            which == 2 ? AssumptionBand.At(bands.ReLetting.Central) : bands.ReLetting,
            bands.HorizonCapMonths);
        var known = which == 3 ? pool.With(AssumptionBand.At(pool.MerchantUse.Central)) : pool;

        var (wide, narrow) = (new UseValuation(bands).InUse(pool), new UseValuation(still).InUse(known));
        wide.Low.Amount.ShouldBeLessThanOrEqualTo(narrow.Low.Amount + Grain(pool));
        wide.High.Amount.ShouldBeGreaterThanOrEqualTo(narrow.High.Amount - Grain(pool));
    });

    [Fact]
    public void A_higher_price_is_never_worth_less() => Gen.Select(Any, Gen.Int[1, 300]).Sample((sample, cents) =>
    {
        var pool = Sellable(sample.Pool);
        var dearer = pool.With((pool.Price.Amount + (cents / 100m)).Usd);
        var valuation = new UseValuation(sample.Bands);
        var (before, after) = (valuation.InUse(pool), valuation.InUse(dearer));

        after.Low.Amount.ShouldBeGreaterThanOrEqualTo(before.Low.Amount - Grain(pool));
        after.Central.Amount.ShouldBeGreaterThanOrEqualTo(before.Central.Amount - Grain(pool));
        after.High.Amount.ShouldBeGreaterThanOrEqualTo(before.High.Amount - Grain(pool));
    });

    [Fact]
    public void The_order_of_contracts_is_of_no_matter() => Any.Sample(sample =>
    {
        var pool = sample.Pool;
        var turned = pool.With([.. pool.Contracts.Reverse()], [.. pool.BackStops.Reverse()]);
        var valuation = new UseValuation(sample.Bands);

        valuation.InUse(turned).ShouldBe(valuation.InUse(pool));
        valuation.InCredit(turned).ShouldBe(valuation.InCredit(pool));
    });

    /// <summary>Net income first, then costs of an empty pool: 24 months are worth more than 12 and than 48.</summary>
    [Fact]
    public void The_central_value_may_lie_outside_of_the_corners_and_then_nothing_is_settled()
    {
        var bands = new Assumptions(
            AssumptionBand.At(0m.Ratio), AssumptionBand.At(0.12m.Ratio), AssumptionBand.At(1m.Ratio),
            new LifeBand(12, 24, 48), AssumptionBand.At(0m.Ratio), HorizonCapMonths: 60);
        var value = new UseValuation(bands).InUse(Pool(0m, Contract(1m, 0.9m, 2.35m, 24)));

        value.Central.Amount.ShouldBeGreaterThan(value.High.Amount);
        value.Settle(v => v >= value.Central).ShouldBeNull();
        value.Settle(v => v.Amount > 0m).ShouldBe(true);
    }

    [Fact]
    public void A_pool_past_its_economic_life_is_worth_its_residual_value()
    {
        var bands = new Assumptions(
            AssumptionBand.At(0.2m.Ratio), AssumptionBand.At(0.1m.Ratio), Band(0.5m, 1m, 1.5m), LifeBand.At(60),
            AssumptionBand.At(0m.Ratio), HorizonCapMonths: 36);
        var pool = new UseCase(
            100, [], [], AssumptionBand.At(0.5m.Ratio), 2m.Usd, 1m.Ratio, 10_000m.Usd, 3_000_000m.Usd, AgeMonths: 72,
            new ResidualCurve([new CurveKnot(0, 1m.Ratio), new CurveKnot(96, 0m.Ratio)]));

        new UseValuation(bands).InUse(pool)
            .ShouldBe(new ValueInUse(375_000m.Usd, 750_000m.Usd, 1_125_000m.Usd));
        new UseValuation(bands).InDisposal(pool, 50_000m.Usd)
            .ShouldBe(new ValueInUse(325_000m.Usd, 700_000m.Usd, 1_075_000m.Usd));
    }

    /// <summary>One month at no discount: 100 cards × 730 h, half of them taken at 2, of which 0.2 is used.</summary>
    [Fact]
    public void Idle_hours_that_are_paid_count_in_credit_and_not_in_use()
    {
        var bands = new Assumptions(
            AssumptionBand.At(0m.Ratio), AssumptionBand.At(0m.Ratio), AssumptionBand.At(0m.Ratio), LifeBand.At(1),
            AssumptionBand.At(0m.Ratio), HorizonCapMonths: 12);
        var contract = new CommittedUse(0.5m.Ratio, AssumptionBand.At(0.2m.Ratio), 2m.Usd, 12, PaidUse: 1m.Ratio);
        var pool = new UseCase(
            100, [contract], [new BackedCapacity(0.3m.Ratio, 1m.Usd, 12)], AssumptionBand.At(0.1m.Ratio), 3m.Usd,
            1m.Ratio, 1_000m.Usd, 0m.Usd, 0, Flat(0m));

        new UseValuation(bands).InUse(pool).Central.ShouldBe((73_000m * ((0.5m * 0.2m * 2m) + 0.3m) - 1_000m).Usd);
        new UseValuation(bands).InCredit(pool).Central
            .ShouldBe((73_000m * ((0.5m * 2m) + 0.3m + 0.3m) - 1_000m).Usd);
    }

    private static void SameAs(ValueInUse value, (Assumptions Bands, UseCase Pool) sample, bool inCredit)
    {
        var (bands, pool) = sample;
        Same(value.Low, Recomputed.Corners(bands, use => use.Low.Value).Min(At));
        Same(value.High, Recomputed.Corners(bands, use => use.High.Value).Max(At));
        Same(value.Central, At(Recomputed.Centre(bands)));

        decimal At(Point point) => Recomputed.Value(pool, point, bands.HorizonCapMonths, inCredit);

        void Same(Money actual, decimal expected) => Math.Abs(actual.Amount - expected)
            .ShouldBeLessThanOrEqualTo((1e-10m * Math.Abs(expected)) + Grain(pool), $"{actual} for {expected}");
    }

    /// <summary>1e-12 of what is added up: a difference of large sums keeps their digits, not its own.</summary>
    private static decimal Grain(UseCase pool) => 1e-12m
        * (pool.PurchaseCost.Amount + (60 * pool.MonthlyCost.Amount) + (60m * pool.Cards * 730m * 5m * 4m)) * 20m;

    /// <summary>With at most the whole capacity under contract; beyond, the pool buys at the market's price.</summary>
    private static UseCase Sellable(UseCase pool) => pool.With(
        [.. pool.Contracts.Select(contract => new CommittedUse(
            (contract.Share.Value / 4m).Ratio, contract.Use, contract.Price, contract.LastMonth, contract.PaidUse))],
        pool.BackStops);
}
