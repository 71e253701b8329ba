using CsCheck;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Tests.Surveillance.Pools;

public sealed class SharesTests
{
    [Fact]
    public void Parts_add_up_to_the_amount_exactly() =>
        Gen.Select(Gen.Long[-10_000_000_000_000, 10_000_000_000_000], Gen.Int[0, 1_000_000].Array[1, 12]).Sample(
            (cents, weights) =>
            {
                var amount = cents / 100m;
                var parts = Shares.Split(amount, [.. weights.Select(weight => (decimal)weight)]);
                parts.Sum().ShouldBe(amount);
                parts.ShouldAllBe(part => Math.Sign(part) * Math.Sign(amount) >= 0);
            });

    [Fact]
    public void No_part_is_a_minor_unit_or_more_from_its_exact_share() =>
        Gen.Select(Gen.Long[0, 10_000_000_000], Gen.Int[1, 1000].Array[2, 8]).Sample((cents, weights) =>
        {
            var amount = cents / 100m;
            var parts = Shares.Split(amount, [.. weights.Select(weight => (decimal)weight)]);
            foreach (var (index, weight) in weights.Index())
            {
                Math.Abs(parts[index] - (amount * weight / weights.Sum())).ShouldBeLessThan(0.01m);
            }
        });

    [Fact]
    public void What_is_left_goes_to_the_largest_remainders() =>
        Shares.Split(1m, [1m, 1m, 1m]).ShouldBe([0.34m, 0.33m, 0.33m]);

    [Fact]
    public void Without_weights_the_parts_are_equal() => Shares.Split(10m, [0m, 0m]).ShouldBe([5m, 5m]);
}
