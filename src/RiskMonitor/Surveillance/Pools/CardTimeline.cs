using NodaTime;
using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>N: cards commissioned and not retired at the end of each day.</summary>
internal sealed class CardTimeline
{
    private readonly List<(int Day, int Cards)> steps = [];

    public CardTimeline(Knowledge knowledge, string pool, DateTimeZone zone)
    {
        var changes = new List<(int Day, int Cards)>();
        foreach (var commissioned in knowledge.About<CardsCommissioned>(pool))
        {
            var day = commissioned.ValidTime.InZone(zone).Date;
            First = First is { } known && known < day ? known : day;
            changes.Add((Months.DayNumber(day), commissioned.Data.Cards));
        }

        foreach (var retired in knowledge.About<CardsRetired>(pool))
        {
            changes.Add((Months.DayNumber(retired.ValidTime.InZone(zone).Date), -retired.Data.Cards));
        }

        changes.Sort((left, right) => left.Day.CompareTo(right.Day));
        var cards = 0;
        foreach (var (day, change) in changes)
        {
            cards += change;
            if (steps.Count > 0 && steps[^1].Day == day)
            {
                steps[^1] = (day, cards);
            }
            else
            {
                steps.Add((day, cards));
            }
        }
    }

    /// <summary>Day of first commissioning; null while nothing is commissioned.</summary>
    public LocalDate? First { get; }

    /// <summary>More retired than commissioned is a finding elsewhere; here it leaves no card.</summary>
    public int At(int day)
    {
        for (var index = steps.Count - 1; index >= 0; index--)
        {
            if (steps[index].Day <= day)
            {
                return Math.Max(steps[index].Cards, 0);
            }
        }

        return 0;
    }

    /// <summary>Σ of cards over the days from the first to the last, both included.</summary>
    public long CardDays(int first, int last)
    {
        long sum = 0;
        var until = last + 1;
        for (var index = steps.Count - 1; index >= 0 && until > first; index--)
        {
            var from = Math.Max(steps[index].Day, first);
            if (from < until)
            {
                sum += (long)(until - from) * Math.Max(steps[index].Cards, 0);
                until = from;
            }
        }

        return sum;
    }
}
