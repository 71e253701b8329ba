using NodaTime;
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
    private readonly SortedDictionary<string, Series> found = new(StringComparer.Ordinal);
    private readonly HashSet<FiledId> rejected = [];
    private readonly PolicyInForce policy;
    private readonly PriceGate gate;
    private readonly int maxAge;
    private Series[] all = [];

    public PriceBoard(Knowledge knowledge, PolicyInForce policy, ChipModel chip, Jurisdiction country)
    {
        var prices = policy.Document.Prices;
        (this.policy, gate, maxAge) = (policy, new PriceGate(prices), prices.MaxAgeDays.Value);
        foreach (var rejection in knowledge.All<PriceRejected>())
        {
            rejected.Add(rejection.Data.Target);
        }

        foreach (var print in knowledge.All<IndexPublished>())
        {
            if (Serves(print.Data, prices, chip, country) && !rejected.Contains(print.Id))
            {
                Append(print);
            }
        }

        foreach (var series in all)
        {
            for (var index = 0; index < series.Prints.Count; index++)
            {
                Admit(series, index);
            }
        }
    }

    /// <summary>Whether the print is the last of its series by valid time, so that it can be appended.</summary>
    public bool Follows(Stated<IndexPublished> print) =>
        !found.TryGetValue(IdOf(print.Data), out var series) || series.Last.Time < print.ValidTime
        || (series.Last.Time == print.ValidTime && series.Last.Position < print.Position);

    /// <summary>
    /// Takes a print that follows. Of those before it only some that live with it may stand by it, and none falls.
    /// </summary>
    /// <returns>The first day with another price; null where the print changes none.</returns>
    public int? Take(Stated<IndexPublished> print)
    {
        if (rejected.Contains(print.Id))
        {
            return null;
        }

        var changed = Append(print);
        var day = changed.Prints[^1].Day;
        int? first = Admit(changed, changed.Prints.Count - 1) ? day : null;
        foreach (var series in all)
        {
            for (var index = series.Prints.Count - 1; index >= 0 && day - series.Prints[index].Day <= maxAge; index--)
            {
                if (!series.Stands(index) && Admit(series, index))
                {
                    first = Math.Min(first ?? day, series.Prints[index].Day);
                }
            }
        }

        return first;
    }

    private Series Append(Stated<IndexPublished> print)
    {
        var id = IdOf(print.Data);
        if (!found.TryGetValue(id, out var series))
        {
            found.Add(id, series = new Series(print.Data.Price.Currency));
            all = [.. found.Values];
        }

        series.Prints.Add(new Print(
            DayOf(print), print.Position, print.Data.Price.Amount, print.Data.Constituents, print.Id.Source));
        series.Last = (print.ValidTime, print.Position);
        return series;
    }

    private static string IdOf(IndexPublished print) => $"{print.Series} {print.Price.Currency}";

    private int DayOf(Stated<IndexPublished> print) => Months.DayNumber(policy.DayOf(print.ValidTime));

    private bool Admit(Series series, int index)
    {
        var passes = gate.Passes(series.Prints, index, Others(series));
        if (passes)
        {
            series.Accept(index);
        }

        return passes;
    }

    private IEnumerable<Print> Others(Series series) => all
        .Where(other => other != series && other.Currency == series.Currency)
        .SelectMany(other => other.Prints);

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
        if (all.Length > 0)
        {
            for (var index = 0; index < all[0].Count; index++)
            {
                var print = all[0][index];
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
        for (var index = 0; index < Math.Max(all.Length, other.all.Length); index++)
        {
            var mine = index < all.Length ? all[index] : Series.None;
            var theirs = index < other.all.Length ? other.all[index] : Series.None;
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

    /// <summary>Prints of one series in the order of their valid times, of which those count that stand.</summary>
    private sealed class Series(Currency currency)
    {
        public static readonly Series None = new(Currency.Usd);

        private readonly List<int> standing = []; // indexes of prints

        public Currency Currency { get; } = currency;

        public List<Print> Prints { get; } = [];

        public (Instant Time, long Position) Last { get; set; }

        /// <summary>How many stand.</summary>
        public int Count => standing.Count;

        public Print this[int index] => Prints[standing[index]];

        public bool Stands(int print) => standing.BinarySearch(print) >= 0;

        public void Accept(int print) => standing.Insert(~standing.BinarySearch(print), print);

        public Print? At(int day)
        {
            var (low, high) = (0, Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = this[middle].Day <= day ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? null : this[low - 1];
        }
    }
}
