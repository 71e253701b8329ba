using RiskMonitor.Market;
using RiskMonitor.Policy;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>p_0 of one chip in one country by one policy, as of any day.</summary>
/// <remarks>
/// Only rental prints of the policy's tier and tenor, net of value-added tax, for the very country. Of several series
/// the one with the least id that has a live print gives the price, so that it does not jump between publishers.
/// </remarks>
internal sealed class PriceBoard
{
    private readonly List<Series> all = [];
    private readonly int maxAge;

    public PriceBoard(Knowledge knowledge, PolicyInForce policy, ChipModel chip, Jurisdiction country)
    {
        var prices = policy.Document.Prices;
        maxAge = prices.MaxAgeDays.Value;
        var rejected = new HashSet<FiledId>();
        foreach (var rejection in knowledge.All<PriceRejected>())
        {
            rejected.Add(rejection.Data.Target);
        }

        var found = new SortedDictionary<string, Series>(StringComparer.Ordinal);
        foreach (var print in knowledge.All<IndexPublished>())
        {
            if (Serves(print.Data, prices, chip, country) && !rejected.Contains(print.Id))
            {
                var id = $"{print.Data.Series} {print.Data.Price.Currency}";
                if (!found.TryGetValue(id, out var series))
                {
                    found.Add(id, series = new Series(print.Data.Price.Currency));
                }

                series.Prints.Add(new Print(
                    Months.DayNumber(policy.DayOf(print.ValidTime)), print.Position, print.Data.Price.Amount,
                    print.Data.Constituents, print.Id.Source));
            }
        }

        var gate = new PriceGate(prices);
        foreach (var series in found.Values)
        {
            all.Add(series);
            var others = new List<Print>();
            foreach (var other in found.Values)
            {
                if (other != series && other.Currency == series.Currency)
                {
                    others.AddRange(other.Prints);
                }
            }

            for (var index = 0; index < series.Prints.Count; index++)
            {
                if (gate.Passes(series.Prints, index, others))
                {
                    series.Accepted.Add(series.Prints[index]);
                }
            }
        }
    }

    /// <summary>Whether a print is of the kind that values merchant hours of this chip in this country.</summary>
    public static bool Serves(IndexPublished print, PricePolicy policy, ChipModel chip, Jurisdiction country) =>
        print.Kind == PriceKind.Rental && !print.TaxIncluded && print.Tier == policy.Tier
        && print.Tenor == policy.Tenor && print.Chip == chip && print.Region == country;

    /// <summary>The price at the end of the day with the position of its print; null where none lives.</summary>
    public (Money Price, long Position)? At(int day)
    {
        foreach (var series in all)
        {
            if (series.At(day) is { } print && day - print.Day <= maxAge)
            {
                return (new Money(print.Price, series.Currency), print.Position);
            }
        }

        return null;
    }

    /// <summary>Prints of the last days that stand, of those from the first to the last day.</summary>
    public int DaysWithPrint(int first, int last)
    {
        var days = 0;
        var seen = int.MinValue;
        if (all.Count > 0)
        {
            foreach (var print in all[0].Accepted)
            {
                days += print.Day >= first && print.Day <= last && print.Day != seen ? 1 : 0;
                seen = print.Day;
            }
        }

        return days;
    }

    /// <summary>First day on which two boards may give another price; null when they never do.</summary>
    public int? FirstDifference(PriceBoard other)
    {
        int? first = null;
        for (var index = 0; index < Math.Max(all.Count, other.all.Count); index++)
        {
            var mine = index < all.Count ? all[index].Accepted : [];
            var theirs = index < other.all.Count ? other.all[index].Accepted : [];
            for (var print = 0; print < Math.Max(mine.Count, theirs.Count); print++)
            {
                if (print >= mine.Count || print >= theirs.Count || mine[print].Day != theirs[print].Day
                    || mine[print].Price != theirs[print].Price)
                {
                    var day = Math.Min(
                        print < mine.Count ? mine[print].Day : int.MaxValue,
                        print < theirs.Count ? theirs[print].Day : int.MaxValue);
                    first = Math.Min(first ?? int.MaxValue, day);
                    break;
                }
            }
        }

        return first;
    }

    private sealed class Series(Currency currency)
    {
        public Currency Currency { get; } = currency;

        public List<Print> Prints { get; } = [];

        public List<Print> Accepted { get; } = [];

        public Print? At(int day)
        {
            var (low, high) = (0, Accepted.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Accepted[middle].Day <= day ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? null : Accepted[low - 1];
        }
    }
}
