using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Tests.Valuation;

public sealed class CollateralRatioTests
{
    [Theory]
    [InlineData(16, 25, "0.64")]
    [InlineData(1, 3, "0.333333333333")]
    [InlineData(16, 0, "infinite")]
    [InlineData(16, -4, "infinite")]
    [InlineData(0, -4, "0")] // nothing is owed
    [InlineData(0, 0, "0")]
    [InlineData(0, 4, "0")]
    [InlineData(-1, 4, "-0.25")] // more cash than debt
    [InlineData(-1, 0, "0")]
    public void Leverage_is_debt_over_value(int debt, int value, string expected)
    {
        var leverage = Leverage.Of(((decimal)debt).Usd, ((decimal)value).Usd);

        leverage.ToString().ShouldBe(expected);
        leverage.Figure.ToString().ShouldBe(expected);
    }

    [Fact]
    public void Infinite_leverage_is_above_every_bound()
    {
        (Leverage.Infinite >= 1_000_000m.Ratio).ShouldBeTrue();
        (Leverage.Infinite <= 1_000_000m.Ratio).ShouldBeFalse();
        Leverage.Infinite.Value.ShouldBeNull();
        (Leverage.Of(1m.Ratio) >= 1m.Ratio).ShouldBeTrue();
        (Leverage.Of(1m.Ratio) <= 0.99m.Ratio).ShouldBeFalse();
    }

    [Theory]
    [InlineData(16, 20, 25, "0.16")]
    [InlineData(16, 0, 25, "infinite")]
    [InlineData(16, 20, 0, null)]
    public void The_gap_is_leverage_on_use_less_that_on_appraisal(int debt, int inUse, int appraised, string? gap) =>
        (CollateralRatios.Gap(Usd(debt), Usd(inUse), Usd(appraised))?.ToString()).ShouldBe(gap);

    [Fact]
    public void Detachment_is_the_share_of_the_appraisal_that_no_use_supports()
    {
        CollateralRatios.Detachment(Usd(20), Usd(25)).ShouldBe(0.2m.Ratio);
        CollateralRatios.Detachment(Usd(-5), Usd(25)).ShouldBe(1.2m.Ratio);
        CollateralRatios.Detachment(Usd(20), Usd(0)).ShouldBeNull();
    }

    [Fact]
    public void Unsupported_debt_is_never_negative()
    {
        CollateralRatios.UnsupportedDebt(Usd(16), Usd(12)).ShouldBe(Usd(4));
        CollateralRatios.UnsupportedDebt(Usd(16), Usd(17)).ShouldBe(Usd(0));
        CollateralRatios.UnsupportedShare(Usd(16), Usd(12)).ShouldBe(0.25m.Ratio);
        CollateralRatios.UnsupportedShare(Usd(16), Usd(-4)).ShouldBe(1.25m.Ratio);
        CollateralRatios.UnsupportedShare(Usd(0), Usd(-4)).ShouldBeNull();
    }

    [Fact]
    public void Cover_is_cash_flow_over_what_is_due()
    {
        CollateralRatios.DebtServiceCover(Usd(21), Usd(20)).ShouldBe(1.05m.Ratio);
        CollateralRatios.InterestCover(Usd(-1), Usd(3)).ShouldBe((-0.333333333333m).Ratio);
        CollateralRatios.DebtServiceCover(Usd(21), Usd(0)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 900)]
    [InlineData(18, 675)]
    [InlineData(72, 0)]
    [InlineData(80, 0)]
    public void Book_value_falls_in_a_straight_line_and_stops_at_the_residual(int age, int aboveResidual) =>
        StraightLine.BookValue(Usd(1000), age, lifeMonths: 72, 0.1m.Ratio).ShouldBe(Usd(100 + aboveResidual));

    [Fact]
    public void A_book_value_needs_a_life() =>
        Should.Throw<ArgumentException>(() => StraightLine.BookValue(Usd(1000), 1, lifeMonths: 0, 0.1m.Ratio));

    private static Money Usd(int amount) => ((decimal)amount).Usd;
}
