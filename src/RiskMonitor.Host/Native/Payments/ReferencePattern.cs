using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace RiskMonitor.Host.Native.Payments;

/// <summary>What a reference of a payment may look like: see <see cref="PaidUse"/>.</summary>
internal sealed class ReferencePattern
{
    private const string Month = "{month}";
    private readonly Regex form;

    public ReferencePattern(string pattern)
    {
        var core = pattern.Trim('*');
        var written = new StringBuilder(pattern.StartsWith('*') ? @"\A.*?(?<bill>" : @"\A(?<bill>");
        for (var at = 0; at < core.Length; at++)
        {
            if (core.AsSpan(at).StartsWith(Month, StringComparison.Ordinal))
            {
                written.Append("(?<year>[0-9]{4})[-/年]?(?<month>[01]?[0-9])月?");
                at += Month.Length - 1;
            }
            else
            {
                written.Append(core[at] switch
                {
                    '*' => ".*?",
                    '#' => "[0-9]+",
                    var letter => Regex.Escape(letter.ToString()),
                });
            }
        }

        written.Append(pattern.EndsWith('*') ? @").*\z" : @")\z");
        form = new Regex(
            written.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    public static bool NamesMonth(string pattern) => pattern.Contains(Month, StringComparison.Ordinal);

    /// <summary>The bill and the month that the text names; null where it does not fit.</summary>
    public ReferenceFound? Find(string text)
    {
        if (form.Match(text) is not { Success: true } found)
        {
            return null;
        }

        YearMonth? month = null;
        if (found.Groups["year"].Success)
        {
            var (year, number) = (Number(found.Groups["year"]), Number(found.Groups["month"]));
            if (year is < 1970 or > 2199 || number is < 1 or > 12)
            {
                return null;
            }

            month = new YearMonth(year, number);
        }

        return new ReferenceFound(found.Groups["bill"].Value, month);
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
}

/// <param name="Bill">The part that the pattern describes, without what stands around it.</param>
/// <param name="Month">Null where the pattern has none.</param>
internal sealed record ReferenceFound(string Bill, YearMonth? Month);
