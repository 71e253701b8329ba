using System.Globalization;
using System.Text;

namespace RiskMonitor.Units;

/// <summary>One spelling per number: no exponent, no plus, no trailing zero, no minus zero.</summary>
public static class CanonicalDecimal
{
    /// <summary>Enough for every decimal: 29 digits, a sign, a point and the zero before it.</summary>
    public static readonly int Longest = 32;

    /// <summary>Any number of so many digits fits 64 bits.</summary>
    private const int QuickDigits = 19;

    public static string Write(decimal value)
    {
        if (value == 0m)
        {
            return "0";
        }

        var text = value.ToString(CultureInfo.InvariantCulture);
        return text[^1] == '0' && text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>The same as UTF-8.</summary>
    /// <param name="room">At least <see cref="Longest"/> bytes.</param>
    /// <returns>How many were written.</returns>
    public static int Write(decimal value, Span<byte> room)
    {
        if (value == 0m)
        {
            room[0] = (byte)'0';
            return 1;
        }

        value.TryFormat(room, out var length, default, CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> text = room[..length];
        return text.Contains((byte)'.') ? text.TrimEnd((byte)'0').TrimEnd((byte)'.').Length : length;
    }

    public static bool TryRead(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out value) && Write(value) == text;

    /// <summary>The same of UTF-8, without a string for any but the longest.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0m;
        var isNegative = !text.IsEmpty && text[0] == (byte)'-';
        var digits = isNegative ? text[1..] : text;
        if (digits.Length > QuickDigits)
        {
            return TryRead(Encoding.UTF8.GetString(text), out value);
        }

        var (number, point) = (0UL, -1);
        for (var i = 0; i < digits.Length; i++)
        {
            if (char.IsAsciiDigit((char)digits[i]))
            {
                number = (number * 10) + (ulong)(digits[i] - '0');
            }
            else if (digits[i] == (byte)'.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        var whole = point < 0 ? digits.Length : point;
        if (whole == 0 || (digits[0] == (byte)'0' && whole > 1) || (point >= 0 && !EndsWithDigit(digits))
            || (isNegative && number == 0))
        {
            return false;
        }

        var scale = point < 0 ? 0 : digits.Length - point - 1;
        value = new decimal(unchecked((int)number), unchecked((int)(number >> 32)), 0, isNegative, (byte)scale);
        return true;
    }

    /// <summary>Behind the point: a zero there would be a second spelling, and so would nothing at all.</summary>
    private static bool EndsWithDigit(ReadOnlySpan<byte> digits) => digits[^1] is > (byte)'0' and <= (byte)'9';
}
