using CsCheck;
using RiskMonitor.Analytics;

namespace RiskMonitor.Tests.Analytics;

public sealed class FlipTests
{
    [Fact]
    public void The_point_where_a_verdict_changes_is_found_to_twelve_digits() =>
        Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[0, 1]).Sample((edge, from) =>
            Flip.Nearest(x => x >= edge, from, 0, 1, 1)!.Value.ShouldBe(edge, 1e-12 * edge));

    [Fact]
    public void Of_two_changes_the_nearer_is_named() =>
        Flip.Nearest(x => x is > 2 and < 7, from: 6, low: 0, high: 10, steps: 100)!.Value.ShouldBe(7, 1e-11);

    [Fact]
    public void Of_two_equally_near_the_lower_is_named() =>
        Flip.Nearest(x => x is > 4 and < 6, from: 5, low: 0, high: 10, steps: 1)!.Value.ShouldBe(4, 1e-11);

    [Fact]
    public void A_verdict_that_stands_everywhere_has_no_point() =>
        Flip.Nearest(x => x < 11, from: 5, low: 0, high: 10, steps: 10).ShouldBeNull();

    [Fact]
    public void Only_the_range_is_looked_through_even_from_outside_of_it() =>
        Flip.Nearest(x => x < 3, from: 12, low: 0, high: 10, steps: 1)!.Value.ShouldBe(3, 1e-11);
}
