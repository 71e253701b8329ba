using RiskMonitor.Units;
using RiskMonitor.Valuation;
using static RiskMonitor.Tests.Valuation.Samples;

namespace RiskMonitor.Tests.Valuation;

public sealed class ResidualCurveTests
{
    private static readonly ResidualCurve Curve = new(
        [new CurveKnot(0, 0.9m.Ratio), new CurveKnot(24, 0.5m.Ratio), new CurveKnot(60, 0.2m.Ratio)]);

    [Theory]
    [InlineData(0, "0.9")]
    [InlineData(6, "0.8")]
    [InlineData(24, "0.5")]
    [InlineData(36, "0.4")]
    [InlineData(60, "0.2")]
    [InlineData(90, "0.2")]
    public void The_share_is_linear_between_knots_and_level_after_the_last(int age, string expected) =>
        Curve.ShareAt(age).ToString().ShouldBe(expected);

    [Fact]
    public void A_curve_that_cannot_be_read_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ResidualCurve([]));
        Should.Throw<ArgumentException>(() => new ResidualCurve([new CurveKnot(6, 0.9m.Ratio)]));
        Should.Throw<ArgumentException>(() => new ResidualCurve([new CurveKnot(0, 1.1m.Ratio)]));
        Should.Throw<ArgumentException>(
            () => new ResidualCurve([new CurveKnot(0, 0.9m.Ratio), new CurveKnot(0, 0.8m.Ratio)]));
        Should.Throw<ArgumentOutOfRangeException>(() => Curve.ShareAt(-1));
    }

    [Fact]
    public void Inputs_out_of_their_range_are_refused_by_name()
    {
        Should.Throw<ArgumentException>(() => Band(0.3m, 0.2m, 0.4m)).Message.ShouldContain("low ≤ central ≤ high");
        Should.Throw<ArgumentException>(() => new LifeBand(48, 47, 60)).Message.ShouldContain("months");
        Should.Throw<ArgumentException>(() => Contract(1.1m, 0.5m, 2m, 12)).ParamName.ShouldBe("Share");
        Should.Throw<ArgumentException>(() => Contract(1m, 1.5m, 2m, 12)).ParamName.ShouldBe("Use");
        Should.Throw<ArgumentException>(() => Contract(1m, 0.5m, -2m, 12)).ParamName.ShouldBe("Price");
        Should.Throw<ArgumentException>(() => Contract(1m, 0.5m, 2m, -1)).ParamName.ShouldBe("LastMonth");
        Should.Throw<ArgumentException>(() => Still(1.2m)).ParamName.ShouldBe("ReLetting");
        Should.Throw<ArgumentException>(() => Pool(0m).With(new Money(2m, Currency.Cny))).ParamName
            .ShouldBe("MonthlyCost");
        Should.Throw<ArgumentException>(() => Pool(0m, new CommittedUse(
            1m.Ratio, AssumptionBand.At(1m.Ratio), new Money(2m, Currency.Cny), 12))).ParamName.ShouldBe("Contracts");
    }
}
