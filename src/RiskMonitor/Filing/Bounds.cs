using System.Buffers;
using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Filing;

/// <summary>
/// How large a filed number and how far away a filed date may be. Far wider than anything that is financed, and narrow
/// enough that what is computed from them stays within a decimal and a calendar.
/// </summary>
internal static class Bounds
{
    private const int DecimalPlaces = 12;

    /// <summary>Digits before the decimal point that every kind of number may have.</summary>
    private const int WholeDigits = 12;

    private const decimal MostMoney = 1_000_000_000_000_000m;
    private const decimal MostOfAnything = 1_000_000_000_000m;
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("-.0123456789"u8);

    /// <summary>The rule that a value breaks, if any.</summary>
    public static FilingRule? Broken(object? value) => value switch
    {
        decimal amount => Number(amount, MostMoney),
        Ratio ratio => Number(ratio.Value, MostOfAnything),
        CardHours hours => Number(hours.Value, MostOfAnything),
        KilowattHours energy => Number(energy.Value, MostOfAnything),
        Figure figure => Number(figure.Value, MostOfAnything),
        LocalDate date => Year(date.Year),
        YearMonth month => Year(month.Year),
        Instant instant => IsNear(instant) ? null : FilingRules.DateOutOfBounds,
        _ => null,
    };

    public static bool IsNear(Instant instant) => Year(instant.InUtc().Year) is null;

    /// <summary>
    /// Whether a text may be a number or a date beyond the bounds. Text that only looks like one is for the slower
    /// reading to tell.
    /// </summary>
    public static bool MayBreak(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && Begins((char)text[0]) && (LooksFarAway(text) || LooksLarge(text));

    /// <summary>Whether a text begins as a number or a date does.</summary>
    public static bool MayBegin(string text) => text.Length > 0 && Begins(text[0]);

    private static bool Begins(char first) => char.IsAsciiDigit(first) || first == '-';

    private static bool LooksFarAway(ReadOnlySpan<byte> text) =>
        text[0] == (byte)'-' ? text[1..].Contains((byte)'-')
        : text.Length >= 7 && text[4] == (byte)'-'
        && !(text[..4].SequenceCompareTo("1970"u8) >= 0 && text[..4].SequenceCompareTo("2199"u8) <= 0);

    private static bool LooksLarge(ReadOnlySpan<byte> text)
    {
        if (text.Length <= WholeDigits || text.ContainsAnyExcept(OfNumbers))
        {
            return false;
        }

        var point = text.IndexOf((byte)'.');
        return point < 0 || point > WholeDigits || text.Length - point - 1 > DecimalPlaces;
    }

    private static FilingRule? Number(decimal value, decimal most) =>
        Math.Abs(value) >= most || value.Scale > DecimalPlaces ? FilingRules.NumberOutOfBounds : null;

    private static FilingRule? Year(int year) =>
        year is >= FirstYear and <= LastYear ? null : FilingRules.DateOutOfBounds;
}
