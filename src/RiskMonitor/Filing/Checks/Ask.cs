using System.Globalization;
using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Filing.Checks;

/// <summary>The questions that the checks of many events ask. A pointer is only built where the answer is no.</summary>
internal static class Ask
{
    public static void NotNegative(this Findings findings, Money? money, string pointer)
    {
        if (money is { Amount: < 0m })
        {
            findings.Add(FilingRules.NegativeAmount, $"{pointer}/amount", CanonicalDecimal.Write(money.Amount));
        }
    }

    public static void NotNegative(this Findings findings, Disclosed<Money>? money, string pointer) =>
        findings.NotNegative(money?.OrNull(), pointer);

    public static void NotNegative(this Findings findings, decimal value, string pointer)
    {
        if (value < 0m)
        {
            findings.Add(FilingRules.NegativeAmount, pointer, CanonicalDecimal.Write(value));
        }
    }

    public static void Between(
        this Findings findings, Ratio? ratio, decimal least, decimal most, string pointer)
    {
        if (ratio is { } known && (known.Value < least || known.Value > most))
        {
            findings.Add(
                FilingRules.RatioOutOfRange,
                pointer,
                CanonicalDecimal.Write(known.Value),
                string.Create(CultureInfo.InvariantCulture, $"This ratio lies between {least} and {most}."));
        }
    }

    public static void Share(this Findings findings, Ratio? ratio, string pointer) =>
        findings.Between(ratio, 0m, 1m, pointer);

    public static void Count(this Findings findings, int? count, int least, string pointer, int most = int.MaxValue)
    {
        if (count is { } known && (known < least || known > most))
        {
            findings.Add(
                FilingRules.CountOutOfRange,
                pointer,
                known.ToString(CultureInfo.InvariantCulture),
                most == int.MaxValue
                    ? string.Create(CultureInfo.InvariantCulture, $"This count is at least {least}.")
                    : string.Create(CultureInfo.InvariantCulture, $"This count lies between {least} and {most}."));
        }
    }

    public static void Text(this Findings findings, string? text, string pointer)
    {
        if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > FilingLimits.TextCharacters))
        {
            findings.Add(FilingRules.TextMalformed, pointer, text);
        }
    }

    public static void Text(this Findings findings, Disclosed<string> text, string pointer) =>
        findings.Text(text.OrNull(), pointer);

    /// <summary>A number in somebody's register, which becomes part of the key of a stream.</summary>
    public static void Number(this Findings findings, string number, string pointer)
    {
        if (!Envelope.IsId(number))
        {
            findings.Add(
                FilingRules.TextMalformed,
                pointer,
                number,
                "A number is 1 to 96 ASCII letters, digits, '.', '_', ':' or '-'.");
        }
    }

    public static void Sha256(this Findings findings, string hash, string pointer)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
        {
            findings.Add(
                FilingRules.TextMalformed, pointer, hash, "A SHA-256 is 64 lower-case hexadecimal digits.");
        }
    }

    public static void Differ<T>(this Findings findings, T one, T other, string pointer)
        where T : class
    {
        if (one.Equals(other))
        {
            findings.Add(FilingRules.SameOnBothSides, pointer, other.ToString());
        }
    }

    public static void OneCurrency(this Findings findings, Currency expected, Money? money, string pointer)
    {
        if (money is not null && money.Currency != expected)
        {
            findings.Add(
                FilingRules.CurrenciesMixed,
                $"{pointer}/currency",
                money.Currency.Value,
                $"What stands beside it is in {expected}.");
        }
    }

    public static void Term(this Findings findings, LocalDate? start, LocalDate? end, string pointer)
    {
        if (start is { } first && end is { } last && last < first)
        {
            findings.Add(FilingRules.EndBeforeStart, pointer, NodaTime.Text.LocalDatePattern.Iso.Format(last));
        }
    }

    /// <summary>Ascending, each key once. The pointer is that of the first line that is not.</summary>
    public static void Ascending<TLine, TKey>(
        this Findings findings, Sequence<TLine>? lines, Func<TLine, TKey> key, string pointer, string member)
        where TKey : IComparable<TKey>
    {
        for (var i = 1; i < (lines?.Count ?? 0); i++)
        {
            if (key(lines![i - 1]).CompareTo(key(lines[i])) >= 0)
            {
                findings.Add(
                    FilingRules.OutOfOrder,
                    $"{Pointer.To(pointer, i)}/{member}",
                    string.Create(CultureInfo.InvariantCulture, $"{key(lines[i]):R}"));
            }
        }
    }

    /// <summary>Whether an instant lies in days of an unknown zone: one day is allowed on either side.</summary>
    public static bool IsWithin(Instant time, LocalDate first, LocalDate last) =>
        time >= first.PlusDays(-1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()
        && time < last.PlusDays(2).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}
