using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RiskMonitor.Wire;

/// <summary>
/// Numbers as RFC 8785 section 3.2.2.3 writes them: the shortest decimal that reads back as the same IEEE 754 double,
/// laid out as ECMAScript's <c>Number::toString</c> does.
/// </summary>
internal static class CanonicalNumber
{
    /// <summary>Every integer of at most 15 digits is a double, and its shortest decimal is itself.</summary>
    private const int ExactDigits = 15;

    /// <param name="output">Gets the canonical form.</param>
    /// <param name="token">A number by the grammar of JSON.</param>
    /// <exception cref="FormatException">The number is beyond the doubles.</exception>
    public static void Write(ByteBuffer output, ReadOnlySpan<byte> token)
    {
        if (IsExactInteger(token))
        {
            output.Write(token);
            return;
        }

        if (!double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
        {
            throw new FormatException($"The number {Encoding.UTF8.GetString(token)} is beyond the doubles of JSON.");
        }

        if (double.IsNegative(value) && value != 0d)
        {
            output.Write((byte)'-');
        }

        WriteMagnitude(output, Math.Abs(value));
    }

    private static bool IsExactInteger(ReadOnlySpan<byte> token)
    {
        var digits = token[0] == (byte)'-' ? token[1..] : token;
        return digits.Length <= ExactDigits
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits.Length == token.Length || digits[0] != (byte)'0');
    }

    private static void WriteMagnitude(ByteBuffer output, double value)
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        Span<byte> room = stackalloc byte[32];
        var (count, point) = Significant(text[..length], room);
        var digits = room[..count];
        switch (point)
        {
            case var _ when count == 0:
                output.Write((byte)'0');
                break;
            case > 0 and <= 21 when count <= point:
                output.Write(digits);
                output.Take(point - count).Fill((byte)'0');
                break;
            case > 0 and <= 21:
                output.Write(digits[..point]);
                output.Write((byte)'.');
                output.Write(digits[point..]);
                break;
            case > -6 and <= 0:
                output.Write("0."u8);
                output.Take(-point).Fill((byte)'0');
                output.Write(digits);
                break;
            default:
                WriteScientific(output, digits, point - 1);
                break;
        }
    }

    private static void WriteScientific(ByteBuffer output, ReadOnlySpan<byte> digits, int exponent)
    {
        output.Write(digits[0]);
        if (digits.Length > 1)
        {
            output.Write((byte)'.');
            output.Write(digits[1..]);
        }

        output.Write((byte)'e');
        output.Write(exponent < 0 ? (byte)'-' : (byte)'+');
        Span<byte> text = stackalloc byte[4];
        Utf8Formatter.TryFormat(Math.Abs(exponent), text, out var length);
        output.Write(text[..length]);
    }

    /// <summary>
    /// The digits between the first and the last that is not zero, and where the decimal point stands: the value is
    /// 0.digits × 10^point.
    /// </summary>
    private static (int Count, int Point) Significant(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var exponent = text.IndexOf((byte)'E');
        var mantissa = exponent < 0 ? text : text[..exponent];
        var power = exponent < 0 ? 0 : int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf((byte)'.');
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        whole.CopyTo(digits);
        var count = whole.Length;
        if (dot >= 0)
        {
            mantissa[(dot + 1)..].CopyTo(digits[count..]);
            count += mantissa.Length - dot - 1;
        }

        var leading = digits[..count].IndexOfAnyExcept((byte)'0');
        if (leading < 0)
        {
            return (0, 0);
        }

        var last = digits[..count].LastIndexOfAnyExcept((byte)'0');
        digits[leading..(last + 1)].CopyTo(digits);
        return (last + 1 - leading, whole.Length - leading + power);
    }
}
