using System.Globalization;

namespace RiskMonitor.Host.Native;

/// <summary>Decimal numbers exactly as they stand, or not at all: nothing is rounded on the way in.</summary>
/// <remarks>
/// A decimal holds 28 digits. Twelve in front of the point and sixteen behind it are therefore exact, and so is every
/// sum and product that stays below <see cref="Limit"/>.
/// </remarks>
public static class ExactNumber
{
    /// <summary>What every number, sum and product stays below.</summary>
    public static readonly decimal Limit = 1_000_000_000_000m;

    private const int WholeDigits = 12;
    private const int Places = 16;
    private const int FiledPlaces = 12;
    private const int LongestText = 64;

    /// <param name="allowExponent">Whether <c>35.2E-7</c> is a number, as it is by FOCUS and in XML.</param>
    public static bool TryRead(string? text, bool allowExponent, out decimal value)
    {
        value = 0m;
        if (text is null or "" || text.Length > LongestText)
        {
            return false;
        }

        var isNegative = text[0] == '-';
        var mantissa = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        var exponent = 0;
        if (allowExponent && mantissa.IndexOfAny('e', 'E') is > 0 and var at)
        {
            const NumberStyles Signed = NumberStyles.AllowLeadingSign;
            if (!int.TryParse(mantissa[(at + 1)..], Signed, CultureInfo.InvariantCulture, out exponent)
                || exponent is < -LongestText or > LongestText)
            {
                return false;
            }

            mantissa = mantissa[..at];
        }

        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..];
        if (whole.Length + fraction.Length == 0
            || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        return TryMake($"{whole}{fraction}", fraction.Length - exponent, isNegative, out value);
    }

    /// <summary>Half up at the twelve places that a filed number has.</summary>
    /// <param name="value">Not negative.</param>
    public static decimal Filed(decimal value) => Math.Round(value, FiledPlaces, MidpointRounding.AwayFromZero);

    private static bool TryMake(string all, int scale, bool isNegative, out decimal value)
    {
        var digits = all.AsSpan().TrimStart('0');
        var kept = digits.TrimEnd('0');
        scale -= digits.Length - kept.Length;
        value = 0m;
        if (kept.IsEmpty)
        {
            return true;
        }

        if (scale > Places || kept.Length - scale > WholeDigits)
        {
            return false;
        }

        var text = scale < 0 ? kept.ToString().PadRight(kept.Length - scale, '0') : kept.ToString();
        var bits = decimal.GetBits(decimal.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
        value = new decimal(bits[0], bits[1], bits[2], isNegative, (byte)Math.Max(scale, 0));
        return true;
    }
}
