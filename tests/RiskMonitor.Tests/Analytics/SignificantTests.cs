using System.Globalization;
using System.Numerics;
using CsCheck;
using RiskMonitor.Analytics;

namespace RiskMonitor.Tests.Analytics;

public sealed class SignificantTests
{
    /// <summary>Mantissas of 53 bits at every exponent in range, so that no magnitude is left out.</summary>
    private static readonly Gen<double> Any = Gen.Select(
        Gen.ULong[0, (1UL << 52) - 1], Gen.Int[-56, 92], Gen.Bool,
        (mantissa, power, negative) => Math.ScaleB(1 + Math.ScaleB(mantissa, -52), power) * (negative ? -1 : 1));

    [Theory]
    [InlineData(100000000000.5, "100000000000")] // exact ties, to the even digit
    [InlineData(100000000001.5, "100000000002")]
    [InlineData(-100000000001.5, "-100000000002")]
    [InlineData(1000000000005.0, "1000000000000")]
    [InlineData(1000000000015.0, "1000000000020")]
    [InlineData(999999999999.5, "1000000000000")] // the rounding carries into a new digit
    [InlineData(0.1, "0.1")]
    [InlineData(1e-17, "0.00000000000000001")]
    [InlineData(9.99e-18, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(9.999999999994e27, "9999999999990000000000000000")]
    [InlineData(9.999999999996e27, "10000000000000000000000000000")]
    [InlineData(1e23, "100000000000000000000000")]
    public void Twelve_significant_digits_are_kept(double value, string expected) =>
        Significant.Round12(value).ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));

    [Fact]
    public void The_rounding_is_that_of_the_exact_binary_value() =>
        Any.Sample(value => Significant.Round12(value).ShouldBe(Exact(value)), iter: 20_000);

    [Fact]
    public void The_powers_of_ten_keep_their_digit() =>
        Enumerable.Range(-17, 45).ShouldAllBe(power =>
            Significant.Round12(double.Parse($"1e{power}", CultureInfo.InvariantCulture)) ==
            decimal.Parse($"1e{power}", NumberStyles.Float, CultureInfo.InvariantCulture));

    [Fact]
    public void A_decimal_of_twelve_digits_stays_what_it_is() =>
        Any.Sample(value =>
        {
            var rounded = Significant.Round12(value);
            Significant.Round12(rounded).ShouldBe(rounded);
        });

    [Theory]
    [InlineData("1.054459946012345678", "1.05445994601")]
    [InlineData("-33333333333.35", "-33333333333.4")] // a tie: 3.5 goes to the even 4
    [InlineData("33333333333.45", "33333333333.4")]
    [InlineData("123456789012345678", "123456789012000000")]
    [InlineData("0.00012345678901250001", "0.000123456789013")]
    [InlineData("0", "0")]
    public void A_decimal_is_rounded_in_its_own_digits(string value, string expected) =>
        Significant.Round12(decimal.Parse(value, CultureInfo.InvariantCulture))
            .ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e28)]
    public void What_has_no_twelve_digits_is_refused(double value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Significant.Round12(value));

    /// <summary>The same in whole numbers of any length, digit by digit of the definition.</summary>
    private static decimal Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var (mantissa, power) = ((bits & ((1L << 52) - 1)) | (1L << 52), (int)(bits >> 52) - 1075);
        var (above, below) = power >= 0
            ? (new BigInteger(mantissa) << power, BigInteger.One)
            : (new BigInteger(mantissa), BigInteger.One << -power);
        var scale = 11 - Exponent(above, below);
        var (top, bottom) = scale >= 0 ? (above * Ten(scale), below) : (above, below * Ten(-scale));
        var whole = BigInteger.DivRem(top, bottom, out var rest);
        var twice = (rest * 2).CompareTo(bottom);
        whole += twice > 0 || (twice == 0 && !whole.IsEven) ? 1 : 0;
        var text = $"{(value < 0 ? "-" : string.Empty)}{whole}e{-scale}";
        return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static int Exponent(BigInteger above, BigInteger below)
    {
        var exponent = -20;
        while (Reaches(exponent + 1))
        {
            exponent++;
        }

        return exponent;

        bool Reaches(int power) => power >= 0 ? above >= below * Ten(power) : above * Ten(-power) >= below;
    }

    private static BigInteger Ten(int power) => BigInteger.Pow(10, power);
}
