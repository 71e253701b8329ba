using NodaTime;
using RiskMonitor.Market;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Exchange rates as they were fixed, by day.</summary>
/// <remarks>
/// A rate serves its own day and, where a day has none, the last one within five business days before it. A pair is
/// also read in reverse. Of two fixings of one day the one of the least series counts, of one series the last word.
/// </remarks>
internal sealed class Rates(Knowledge knowledge)
{
    private const int BusinessDays = 5;

    private readonly Dictionary<(string From, string To, string Zone), SortedList<int, decimal>> tables = [];

    /// <summary>How often a rate was needed so far.</summary>
    public long Asked { get; private set; }

    public void Forget() => tables.Clear();

    /// <summary>The amount in the other currency at the rate of the day; null where no rate is near enough.</summary>
    public decimal? Convert(Money money, Currency to, LocalDate day, PolicyInForce policy) =>
        ReferenceEquals(money.Currency, to) || money.Currency == to
            ? money.Amount
            : money.Amount == 0m ? 0m
            : money.Amount * Rate(money.Currency, to, day, policy);

    private decimal? Rate(Currency from, Currency to, LocalDate day, PolicyInForce policy)
    {
        Asked++;
        var table = Table(from, to, policy.Zone);
        var calendar = policy.Document.Calendar;
        var earliest = Months.DayNumber(calendar.Minus(day, BusinessDays));
        for (var number = Months.DayNumber(day); number >= earliest; number--)
        {
            if (table.TryGetValue(number, out var rate))
            {
                return rate;
            }
        }

        return null;
    }

    private SortedList<int, decimal> Table(Currency from, Currency to, DateTimeZone zone)
    {
        var key = (from.Value, to.Value, zone.Id);
        if (!tables.TryGetValue(key, out var table))
        {
            tables.Add(key, table = []);
            var series = new Dictionary<int, string>();
            foreach (var fixing in knowledge.All<FxFixed>())
            {
                var data = fixing.Data;
                var rate = data.Rate.Value;
                var serves = data.Base == from && data.Quote == to ? rate
                    : data.Base == to && data.Quote == from && rate != 0m ? 1m / rate
                    : (decimal?)null;
                var number = Months.DayNumber(fixing.ValidTime.InZone(zone).Date);
                if (serves is { } value && (!series.TryGetValue(number, out var known)
                    || string.CompareOrdinal(data.Series.Value, known) <= 0))
                {
                    series[number] = data.Series.Value;
                    table[number] = value;
                }
            }
        }

        return table;
    }
}
