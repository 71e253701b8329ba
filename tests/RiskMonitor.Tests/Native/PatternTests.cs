using CsCheck;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native;

public sealed class PatternTests
{
    [Theory]
    [InlineData("gpu-a-1", "gpu-a-1", true)]
    [InlineData("gpu-a-1", "gpu-a-12", false)]
    [InlineData("gpu-*", "gpu-a-12", true)]
    [InlineData("*-12", "gpu-a-12", true)]
    [InlineData("gpu-*-12", "gpu-12", false)]
    [InlineData("*", "", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("*b*c*", "abxc", true)]
    [InlineData("*b*c*", "acxb", false)]
    [InlineData("a.c", "abc", false)]
    public void A_star_stands_for_any_run_and_nothing_else_is_special(string pattern, string text, bool fits) =>
        Pattern.Fits(pattern, text).ShouldBe(fits);

    [Fact]
    public void A_text_fits_every_pattern_that_was_made_from_it_by_replacing_a_run_by_a_star() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 8], Gen.Int[0, 8], Gen.Int[0, 8]).Sample((text, one, other) =>
        {
            var (from, to) = (Math.Min(Math.Min(one, other), text.Length), Math.Min(Math.Max(one, other), text.Length));
            return Pattern.Fits($"{text[..from]}*{text[to..]}", text);
        });
}
