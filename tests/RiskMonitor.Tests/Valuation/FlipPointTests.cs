using CsCheck;
using RiskMonitor.Units;
using RiskMonitor.Valuation;
using static RiskMonitor.Tests.Valuation.Samples;

namespace RiskMonitor.Tests.Valuation;

/// <summary>At a flip point the second arithmetic finds the leverage at the bound.</summary>
public sealed class FlipPointTests
{
    private static readonly Assumptions Bands = new(
        Band(0.15m, 0.25m, 0.30m), Band(0.08m, 0.12m, 0.14m), Band(0.5m, 1m, 1.25m), new LifeBand(48, 54, 60),
        Band(0.2m, 0.4m, 0.6m), HorizonCapMonths: 48);

    private static readonly UseCase Aged = new(
        1000, [Contract(0.50m, 0.90m, 2.60m, 18), Contract(0.30m, 0.80m, 2.20m, 6)], [], Band(0.1m, 0.15m, 0.2m),
        2.35m.Usd, 0.98m.Ratio, 255_500m.Usd, 30_000_000m.Usd, AgeMonths: 18,
        new ResidualCurve([new CurveKnot(0, 0.9m.Ratio), new CurveKnot(36, 0.35m.Ratio), new CurveKnot(72, 0m.Ratio)]));

    private static readonly Point Centre = Recomputed.Centre(Bands);

    private static readonly Gen<decimal> Bounds = Gen.Int[80, 120].Select(percent => percent / 100m);

    /// <summary>
    /// Debt is put a little above or below what use carries at the bound, so each input is near its flip.
    /// </summary>
    [Fact]
    public void Every_flip_point_is_where_the_second_arithmetic_finds_the_bound() =>
        Gen.Select(Bounds, Gen.Int[-50, 50].Where(off => off != 0)).Sample((bound, off) =>
        {
            var debt = Worth(Aged, Centre) * bound * (1m + (off / 1000m));
            var flips = new UseValuation(Bands).FlipPoints(Aged, debt.Usd, bound.Ratio);
            var worth = debt / bound;

            Worth(Aged, Centre with { G = flips.PriceDecay!.Value.Value }).ShouldBe(worth, 1e-3m);
            Worth(Aged, Centre with { R = flips.DiscountRate!.Value.Value }).ShouldBe(worth, 1e-3m);
            Worth(Aged, Centre with { Rho = flips.ReLetting!.Value.Value }).ShouldBe(worth, 1e-3m);
            Worth(Aged.With(AssumptionBand.At(flips.MerchantUse!.Value)), Centre).ShouldBe(worth, 1e-3m);
            Worth(Dearer(flips.Prices!.Value.Value), Centre).ShouldBe(worth, 1e-3m);
            Worth(Aged.With(Flat(flips.ResidualValue!.Amount / 30_000_000m)), Centre).ShouldBe(worth, 1e-3m);
            flips.Debt!.Amount.ShouldBe(Worth(Aged, Centre) * bound, 1e-3m);
        }, iter: 20);

    [Theory]
    [InlineData(0.999)]
    [InlineData(1.001)]
    public void Economic_life_flips_at_the_nearest_whole_month(double off)
    {
        var debt = Worth(Aged, Centre) * (decimal)off;
        var found = new UseValuation(Bands).FlipPoints(Aged, debt.Usd, 1m.Ratio).EconomicLifeMonths!.Value;

        var nearest = Enumerable.Range(18, 49)
            .Where(life => (debt >= Worth(Aged, Centre with { Life = life })) != (debt >= Worth(Aged, Centre)))
            .OrderBy(life => Math.Abs(life - 54)).ThenBy(life => life)
            .First();
        found.ShouldBe(nearest);
    }

    [Fact]
    public void Where_no_value_of_an_input_changes_the_verdict_there_is_none()
    {
        var flips = new UseValuation(Bands).FlipPoints(Aged, 1_000_000_000m.Usd, 1m.Ratio);

        flips.ShouldBe(new FlipPoints(null, null, null, flips.Prices, null, null, null, flips.Debt));
        flips.Debt!.Amount.ShouldBe(Worth(Aged, Centre), 1e-3m);
    }

    [Fact]
    public void Without_debt_nothing_is_reached_and_only_a_debt_would_change_that()
    {
        var flips = new UseValuation(Bands).FlipPoints(Aged, 0m.Usd, 1m.Ratio);

        flips.ShouldBe(new FlipPoints(null, null, null, null, null, null, null, flips.Debt));
    }

    [Fact]
    public void Debt_in_another_currency_is_refused() =>
        Should.Throw<ArgumentException>(
            () => new UseValuation(Bands).FlipPoints(Aged, new Money(1m, Currency.Cny), 1m.Ratio));

    private static UseCase Dearer(decimal factor) => Aged
        .With([.. Aged.Contracts.Select(contract => new CommittedUse(
            contract.Share, contract.Use, (contract.Price.Amount * factor).Usd, contract.LastMonth))], [])
        .With((Aged.Price.Amount * factor).Usd);

    private static decimal Worth(UseCase pool, Point at) => Recomputed.Value(pool, at, Bands.HorizonCapMonths);
}
