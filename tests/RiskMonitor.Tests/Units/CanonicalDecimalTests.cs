using System.Globalization;
using System.Text;
using CsCheck;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Units;

public sealed class CanonicalDecimalTests
{
    private const string NoTrailingZeros = "0.############################";

    /// <summary>Every sign, size and scale.</summary>
    private static readonly Gen<decimal> Decimals =
        from low in Gen.Int
        from middle in Gen.OneOf(Gen.Const(0), Gen.Int)
        from high in Gen.OneOf(Gen.Const(0), Gen.Int)
        from isNegative in Gen.Bool
        from scale in Gen.Byte[0, 28]
        select new decimal(low, middle, high, isNegative, scale);

    [Fact]
    public void It_is_written_without_exponent_or_trailing_zeros() => Decimals.Sample(value =>
    {
        var expected = value == 0m ? "0" : value.ToString(NoTrailingZeros, CultureInfo.InvariantCulture);
        Span<byte> room = stackalloc byte[CanonicalDecimal.Longest];
        return CanonicalDecimal.Write(value) == expected
            && Encoding.UTF8.GetString(room[..CanonicalDecimal.Write(value, room)]) == expected;
    });

    [Fact]
    public void What_is_written_is_read_as_the_same_number() => Decimals.Sample(value =>
        CanonicalDecimal.TryRead(Encoding.UTF8.GetBytes(CanonicalDecimal.Write(value)), out var read)
        && read == value);

    [Fact]
    public void Bytes_are_read_as_the_text_is_or_refused_as_it_is() => Gen.String[Gen.Char["-.0123456789 ,e"], 0, 24]
        .Sample(text =>
        {
            var isText = CanonicalDecimal.TryRead(text, out var fromText);
            var isNumber = CanonicalDecimal.TryRead(Encoding.UTF8.GetBytes(text), out var value);
            return isNumber == isText && (!isText || (value == fromText && value.Scale == fromText.Scale));
        });

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-0")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.50")]
    [InlineData("0.0")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("1.2.3")]
    [InlineData("12345678901234567890123456789012")]
    public void A_second_spelling_is_no_number(string text)
    {
        CanonicalDecimal.TryRead(text, out _).ShouldBeFalse();
        CanonicalDecimal.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.5")]
    [InlineData("9999999999999999999")]
    [InlineData("0.000000000000000001")]
    [InlineData("-79228162514264337593543950335")]
    public void The_one_spelling_is_read(string text)
    {
        CanonicalDecimal.TryRead(Encoding.UTF8.GetBytes(text), out var value).ShouldBeTrue();
        value.ShouldBe(decimal.Parse(text, CultureInfo.InvariantCulture));
    }
}
