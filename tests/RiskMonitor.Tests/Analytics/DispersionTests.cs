using CsCheck;
using RiskMonitor.Analytics;

namespace RiskMonitor.Tests.Analytics;

public sealed class DispersionTests
{
    /// <summary>Mean 5 and standard deviation 2, as every introduction to statistics computes them.</summary>
    [Fact]
    public void The_variation_of_the_usual_eight_numbers_is_two_fifths() =>
        Dispersion.OfMean([2, 4, 4, 4, 5, 5, 7, 9])!.Value.ShouldBe(0.4, 1e-15);

    [Fact]
    public void What_never_moves_has_no_variation_and_what_has_no_size_has_none_that_is_known()
    {
        Dispersion.OfMean([0.7, 0.7, 0.7]).ShouldBe(0);
        Dispersion.OfMean([1]).ShouldBeNull();
        Dispersion.OfMean([]).ShouldBeNull();
        Dispersion.OfMean([-1, 1]).ShouldBeNull();
        Dispersion.OfMean([0, 0]).ShouldBeNull();
    }

    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 4, 1 }, 2.5)]
    [InlineData(new[] { 9, 1, -5, 2.5, 1000 }, 2.5)]
    public void The_median_is_the_one_in_the_middle(double[] numbers, double median) =>
        Dispersion.Median(numbers).ShouldBe(median);

    [Fact]
    public void Nothing_has_no_median() => Dispersion.Median([]).ShouldBeNull();

    [Fact]
    public void Three_wrong_days_of_seven_do_not_move_the_median_beyond_the_four_right_ones() =>
        Gen.Select(Gen.Double[-1, 1].Array[4], Gen.Double[-1e9, 1e9].Array[3]).Sample((right, wrong) =>
            Dispersion.Median([.. wrong, .. right])!.Value.ShouldBeInRange(right.Min(), right.Max()));

    [Fact]
    public void Variation_does_not_depend_on_the_unit() =>
        Gen.Select(Gen.Double[1, 100].Array[2, 30], Gen.Double[0.001, 1000]).Sample((numbers, unit) =>
            Dispersion.OfMean([.. numbers.Select(number => number * unit)])!.Value
                .ShouldBe(Dispersion.OfMean(numbers)!.Value, 1e-9));
}
