using CsCheck;
using RiskMonitor.Host.Native;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Native;

public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("0.00000080000", false, "0.0000008")]
    [InlineData("2.000000000000000", false, "2")]
    [InlineData("-1500", false, "-1500")]
    [InlineData("999999999999.9999999999999999", false, "999999999999.9999999999999999")]
    [InlineData("35.2E-7", true, "0.00000352")]
    [InlineData("1.2e5", true, "120000")]
    [InlineData("0.000000000000000000000000000000", false, "0")]
    [InlineData(".5", false, "0.5")]
    public void A_number_is_read_as_it_stands(string text, bool allowExponent, string value)
    {
        ExactNumber.TryRead(text, allowExponent, out var number).ShouldBeTrue();

        number.ToString("0.################", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1,5")]
    [InlineData("1,234.50")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e5")]
    [InlineData("$1")]
    [InlineData(" 1")]
    [InlineData("1.2.3")]
    [InlineData("1000000000000")]
    [InlineData("0.12345678901234567")]
    [InlineData("١")]
    public void What_is_no_number_or_would_have_to_be_rounded_is_refused(string text) =>
        ExactNumber.TryRead(text, allowExponent: false, out _).ShouldBeFalse();

    [Fact]
    public void Printing_and_reading_changes_nothing() =>
        Gen.Select(Gen.Long[0, 999_999_999_999_999_999], Gen.Int[0, 16], Gen.Bool).Sample((digits, scale, isNegative) =>
        {
            var value = new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)scale);
            var isSmall = Math.Abs(value) < ExactNumber.Limit;

            return ExactNumber.TryRead(CanonicalDecimal.Write(value), allowExponent: true, out var read) == isSmall
                && (!isSmall || read == value);
        });
}
