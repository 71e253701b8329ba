using CsCheck;
using RiskMonitor.Units;
using RiskMonitor.Valuation;
using static RiskMonitor.Tests.Valuation.Samples;

namespace RiskMonitor.Tests.Valuation;

public sealed class ContestedTests
{
    /// <summary>Only one band has a width, and the bound lies just inside of the interval.</summary>
    [Theory]
    [InlineData(Assumption.PriceDecay, "price-decay")]
    [InlineData(Assumption.DiscountRate, "discount-rate")]
    [InlineData(Assumption.ResidualValue, "residual-value")]
    [InlineData(Assumption.EconomicLife, "economic-life")]
    [InlineData(Assumption.ReLetting, "re-letting")]
    [InlineData(Assumption.UndeterminedUse, "undetermined-use")]
    public void The_only_doubt_is_the_one_that_is_named(Assumption doubt, string name)
    {
        var (valuation, pool) = (new UseValuation(Doubting(doubt)), Doubted(doubt));
        var value = valuation.InUse(pool);
        value.Low.Amount.ShouldBeLessThan(value.High.Amount);

        foreach (var end in (decimal[])[value.Low.Amount + 0.01m, value.High.Amount - 0.01m])
        {
            valuation.Contested(pool, v => v.Amount >= end).ShouldBe(doubt);
        }

        valuation.Contested(pool, v => v.Amount >= value.Low.Amount).ShouldBeNull();
        doubt.WireName.ShouldBe(name);
    }

    [Fact]
    public void Of_several_that_settle_it_alone_the_first_in_order_is_named()
    {
        var bands = Doubting(Assumption.DiscountRate, Assumption.ResidualValue, Assumption.ReLetting);
        var (valuation, pool) = (new UseValuation(bands), Doubted(Assumption.ReLetting));

        valuation.Contested(pool, v => v.Amount > valuation.InUse(pool).Central.Amount)
            .ShouldBe(Assumption.DiscountRate);
    }

    /// <summary>The low end of both together lies below what either reaches alone.</summary>
    [Fact]
    public void Where_none_does_alone_the_first_without_which_the_rest_agrees_is_named()
    {
        var bands = Doubting(Assumption.ResidualValue, Assumption.ReLetting);
        var (valuation, pool) = (new UseValuation(bands), Doubted(Assumption.ReLetting));
        var beyondEither = valuation.InUse(pool).Low.Amount + 1m;

        valuation.Contested(pool, v => v.Amount >= beyondEither).ShouldBe(Assumption.ResidualValue);
    }

    /// <summary>Three doubts of about one size, a bound that any two of them reach and none alone.</summary>
    [Fact]
    public void Where_none_settles_it_the_first_that_has_a_band_is_named()
    {
        Assumption[] doubts = [Assumption.DiscountRate, Assumption.ResidualValue, Assumption.ReLetting];
        var pool = Doubted(Assumption.ReLetting);
        var central = new UseValuation(Doubting()).InUse(pool).Central.Amount;
        var drops = doubts.Select(one => central - new UseValuation(Doubting(one)).InUse(pool).Low.Amount).ToList();
        var bound = central - drops.Max() - 1m;
        (drops.Sum() - drops.Max()).ShouldBeGreaterThan(drops.Max() + 500_000m, "or the sample has lost its point");

        new UseValuation(Doubting(doubts)).Contested(pool, v => v.Amount >= bound).ShouldBe(Assumption.DiscountRate);
    }

    [Fact]
    public void The_doubt_is_the_one_that_the_definition_names()
    {
        var contested = 0;
        Gen.Select(AnyAssumptions, AnyPool, Gen.Int[1, 99]).Sample((bands, pool, place) =>
        {
            var valuation = new UseValuation(bands);
            var value = valuation.InUse(pool);
            var bound = value.Low.Amount + ((value.High.Amount - value.Low.Amount) * place / 100m);

            var named = valuation.Contested(pool, v => v.Amount >= bound);

            named.ShouldBe(Defined(bands, pool, bound));
            contested += named is null ? 0 : 1;
        }, iter: 100, threads: 1);
        contested.ShouldBeGreaterThan(50);
    }

    /// <summary>The definition, with bands held at their centres and every such pool valued whole.</summary>
    private static Assumption? Defined(Assumptions bands, UseCase pool, decimal bound)
    {
        Assumption[] all = [.. Enum.GetValues<Assumption>().Where(one => IsWide(bands, pool, one))];
        return Settled(all) ? null
            : all.Where(one => !Settled([one]))
                .Concat(all.Where(one => Settled([.. all.Where(other => other != one)])))
                .Concat(all)
                .First();

        bool Settled(Assumption[] free) => new UseValuation(Free(bands, free))
            .InUse(free.Contains(Assumption.UndeterminedUse) ? pool : pool.Determined())
            .Settle(v => v.Amount >= bound) is not null;
    }

    private static bool IsWide(Assumptions bands, UseCase pool, Assumption one)
    {
        return one switch
        {
            Assumption.PriceDecay => bands.PriceDecay.Low != bands.PriceDecay.High,
            Assumption.DiscountRate => bands.DiscountRate.Low != bands.DiscountRate.High,
            Assumption.ResidualValue => bands.ResidualFactor.Low != bands.ResidualFactor.High,
            Assumption.EconomicLife => Horizon(bands.EconomicLife.Low) < Horizon(bands.EconomicLife.High),
            Assumption.ReLetting => bands.ReLetting.Low != bands.ReLetting.High,
            _ => pool.Contracts.Select(contract => contract.Use).Append(pool.MerchantUse)
                .Any(use => use.Low != use.High),
        };

        int Horizon(int life) => Math.Clamp(life - pool.AgeMonths, 0, bands.HorizonCapMonths);
    }

    private static Assumptions Free(Assumptions bands, Assumption[] free)
    {
        return new(
            Band(Assumption.PriceDecay, bands.PriceDecay),
            Band(Assumption.DiscountRate, bands.DiscountRate),
            Band(Assumption.ResidualValue, bands.ResidualFactor),
            free.Contains(Assumption.EconomicLife) ? bands.EconomicLife : LifeBand.At(bands.EconomicLife.Central),
            Band(Assumption.ReLetting, bands.ReLetting),
            bands.HorizonCapMonths);

        AssumptionBand Band(Assumption one, AssumptionBand band) =>
            free.Contains(one) ? band : AssumptionBand.At(band.Central);
    }

    /// <summary>The bands of the published vectors, and only these of them.</summary>
    private static Assumptions Doubting(params Assumption[] doubts) => Free(
        new Assumptions(
            Band(0.20m, 0.25m, 0.30m), Band(0.06m, 0.12m, 0.18m), Band(0.75m, 1m, 1.25m), new LifeBand(24, 36, 42),
            Band(0.40m, 0.45m, 0.50m), HorizonCapMonths: 60),
        doubts);

    private static UseCase Doubted(Assumption doubt) => doubt == Assumption.UndeterminedUse
        ? Pool(0m, new CommittedUse(1m.Ratio, Band(0.45m, 0.55m, 0.60m), 2.35m.Usd, 12)).With(Band(0m, 0.1m, 0.2m))
        : Pool(0m, Contract(1m, 0.55m, 2.35m, 12));
}
