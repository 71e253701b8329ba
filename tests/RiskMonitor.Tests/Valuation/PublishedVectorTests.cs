using RiskMonitor.Units;
using RiskMonitor.Valuation;
using static RiskMonitor.Tests.Valuation.Samples;

namespace RiskMonitor.Tests.Valuation;

/// <summary>The vectors of the project's indicator definitions, section 2: 40-digit arithmetic, to a cent.</summary>
public sealed class PublishedVectorTests
{
    private static readonly UseCase Idle = Pool(0m, Contract(1m, 0.55m, 2.35m, 12));

    [Fact]
    public void One_contract_of_good_use() => InUse(0.70m, Pool(0m, Contract(1m, 0.95m, 2.35m, 12)), "27335231.72");

    [Fact]
    public void One_contract_of_half_use() => InUse(0.45m, Idle, "15173645.60");

    [Fact]
    public void The_same_without_residual_value() =>
        InUse(0.45m, Idle.With(Flat(0m)), "10902964.11");

    [Fact]
    public void A_contract_and_merchant_use_that_is_not_re_let() =>
        InUse(0m, Pool(0.45m, Contract(0.60m, 1m, 2.60m, 18)), "29356069.17");

    [Fact]
    public void A_contract_and_merchant_use_that_is_half_re_let() =>
        InUse(0.50m, Pool(0.30m, Contract(0.60m, 1m, 2.60m, 18)), "28957948.03");

    [Fact]
    public void Two_contracts_that_end_in_different_months() =>
        InUse(0.40m, Pool(0.15m, Contract(0.50m, 0.90m, 2.60m, 18), Contract(0.30m, 0.80m, 2.20m, 6)), "23211730.41");

    [Fact]
    public void The_band_over_decay_residual_value_and_rate()
    {
        var value = new UseValuation(Banded(AssumptionBand.At(0.45m.Ratio))).InUse(Idle);

        Cents(value.Low).ShouldBe("12793045.29");
        Cents(value.Central).ShouldBe("15173645.60");
        Cents(value.High).ShouldBe("17845983.04");
    }

    [Fact]
    public void The_band_over_re_letting_too()
    {
        var value = new UseValuation(Banded(Band(0.35m, 0.45m, 0.55m))).InUse(Idle);

        Cents(value.Low).ShouldBe("11242654.27");
        Cents(value.High).ShouldBe("19987705.21");
    }

    [Fact]
    public void The_ratios_of_the_second_case()
    {
        var (debt, appraised) = (16_000_000m.Usd, 25_000_000m.Usd);
        var valuation = new UseValuation(Banded(AssumptionBand.At(0.45m.Ratio)));
        var value = valuation.InUse(Idle);
        var leverage = value.LoanToValue(debt);

        Leverage.Of(debt, appraised).Value.ShouldBe(0.640m.Ratio);
        Six(leverage.Favourable.Value).ShouldBe(0.896560m);
        Six(leverage.Central.Value).ShouldBe(1.054460m);
        Six(leverage.Adverse.Value).ShouldBe(1.250680m);
        Six(CollateralRatios.Detachment(value.Central, appraised)).ShouldBe(0.393054m);
        value.Settle(v => debt >= v).ShouldBeNull();
        valuation.Contested(Idle, v => debt >= v).ShouldBe(Assumption.PriceDecay);
    }

    [Fact]
    public void The_flip_points_of_the_second_case()
    {
        var flips = new UseValuation(Still(0.45m)).FlipPoints(Idle, 16_000_000m.Usd, 1m.Ratio);

        Six(flips.PriceDecay).ShouldBe(0.211599m);
        Cents(flips.ResidualValue!).ShouldBe("7160968.44");
        Six(flips.Prices).ShouldBe(1.044276m);
        Six(flips.ReLetting).ShouldBe(0.495222m);
        Six(flips.DiscountRate).ShouldBe(0.081641m);
    }

    [Fact]
    public void Flip_points_are_listed_beside_the_central_values()
    {
        var valuation = new UseValuation(Still(0.45m));
        var debt = 16_000_000m.Usd;
        var lines = valuation.FlipPoints(Idle, debt, 1m.Ratio).From(valuation.Centre(Idle, debt));

        lines.Select(line => $"{line.Input} {line.Central} {line.Unit}").ShouldBe([
            "price-decay 0.25 ratio", "discount-rate 0.12 ratio", "residual-value 6000000 USD", "prices 1 ratio",
            "re-letting 0.45 ratio", "economic-life 36 months", "merchant-use 0 ratio", "debt 16000000 USD"]);
        Math.Round(lines[2].At!.Value.Value, 2).ShouldBe(7_160_968.44m);
        Math.Round(lines[7].At!.Value.Value, 2).ShouldBe(15_173_645.60m);
    }

    private static Assumptions Banded(AssumptionBand reLetting) => new(
        Band(0.20m, 0.25m, 0.30m), Band(0.10m, 0.12m, 0.14m), Band(0.75m, 1m, 1.25m), LifeBand.At(36), reLetting, 36);

    private static void InUse(decimal reLetting, UseCase pool, string expected)
    {
        var value = new UseValuation(Still(reLetting)).InUse(pool);

        Cents(value.Central).ShouldBe(expected);
        value.ShouldBe(new ValueInUse(value.Central, value.Central, value.Central));
    }

    private static decimal Six(Ratio? ratio) => Math.Round(ratio!.Value.Value, 6);

    private static string Cents(Money money) => FormattableString.Invariant($"{money.Amount:0.00}");
}
