using NodaTime;

namespace RiskMonitor.Host.Native.Schedulers;

/// <summary>What a scheduler's file does not say: of which hours it tells, and whose cards its jobs held.</summary>
/// <param name="From">Begin of the first hour that the file tells of all jobs; an hour of the declared zone.</param>
/// <param name="To">End of the last one; what still runs is counted until then.</param>
/// <param name="Active">What stands for the hours in which cards worked: a scheduler does not measure them.</param>
/// <param name="Pools">Which jobs held cards of which pool; the first that fits counts.</param>
/// <param name="CardsOf">Cards in one of a type of the scheduler that is a part of a card, as <c>1g.10gb</c>,
/// <c>shard</c> or <c>mps</c>: above 0 and up to 1.</param>
public sealed record SchedulerUse(
    Instant From,
    Instant To,
    ActiveHours Active,
    Sequence<ScheduledPool> Pools,
    IReadOnlyDictionary<string, decimal>? CardsOf = null)
{
    /// <exception cref="FormatException">The first thing that is wrong.</exception>
    internal void Check(DateTimeZone zone, Action<bool, string> ask)
    {
        ask(IsNear(From) && IsNear(To), "scheduler/from and to lie in the years 1971 to 2198.");
        ask(
            From < To && To - From <= Duration.FromDays(366),
            "scheduler/from lies before scheduler/to, and no more than 366 days.");
        ask(
            IsHour(From, zone) && IsHour(To, zone) && Days(zone).All(day => IsWhole(
                zone.AtStartOfDay(day.PlusDays(1)).ToInstant() - zone.AtStartOfDay(day).ToInstant())),
            "scheduler/from and to are whole hours of the time zone, on days of whole hours.");
        ask(Pools.Count > 0, "scheduler/pools is not empty.");
        ask(
            Pools.Select(pool => pool.Pool).Distinct().Count() == Pools.Count,
            "scheduler/pools names each pool once: its cards are counted together.");
        foreach (var (index, pool) in Pools.Index())
        {
            ask(pool.Cards is >= 1 and <= 1_000_000, $"scheduler/pools/{index}/cards is 1 to 1000000.");
            ask(pool.When.Count > 0, $"scheduler/pools/{index}/when names no column: every job would fit.");
            ask(
                pool.When.All(column => column.Value.Count > 0),
                $"scheduler/pools/{index}/when: each column has a pattern.");
        }

        foreach (var (type, cards) in CardsOf ?? new Dictionary<string, decimal>())
        {
            ask(
                cards is > 0m and <= 1m && Math.Round(cards, 6) == cards,
                $"scheduler/cardsOf/{type} is above 0 and up to 1, with six decimals.");
        }
    }

    /// <summary>The local days of the window.</summary>
    internal IEnumerable<LocalDate> Days(DateTimeZone zone)
    {
        for (var day = From.InZone(zone).Date; zone.AtStartOfDay(day).ToInstant() < To; day = day.PlusDays(1))
        {
            yield return day;
        }
    }

    private static bool IsNear(Instant time) => time.InUtc().Year is >= 1971 and <= 2198;

    private static bool IsHour(Instant time, DateTimeZone zone) =>
        IsWhole(time - zone.AtStartOfDay(time.InZone(zone).Date).ToInstant());

    private static bool IsWhole(Duration time) => time.ToInt64Nanoseconds() % NodaConstants.NanosecondsPerHour == 0;
}

/// <param name="Cards">Cards of the pool: no more are held at any moment.</param>
/// <param name="When">Patterns by column, of which each must fit: <c>*</c> stands for any run of characters.</param>
public sealed record ScheduledPool(PoolId Pool, int Cards, IReadOnlyDictionary<string, Sequence<string>> When)
{
    /// <param name="cell">What stands in a column; null where there is no such column.</param>
    internal bool Holds(Func<string, string?> cell) => When.All(column => cell(column.Key) is { } value
        && Parts(column.Key, value).All(part => column.Value.Any(pattern => Pattern.Fits(pattern, part))));

    /// <summary>A list of nodes fits where each of its parts does, as <c>gpu-a-[1-4]</c> of two.</summary>
    private static List<string> Parts(string column, string value)
    {
        var parts = new List<string>();
        var (from, depth) = (0, 0);
        for (var at = 0; column == "NodeList" && at < value.Length; at++)
        {
            depth += value[at] switch { '[' => 1, ']' => -1, _ => 0 };
            if (value[at] == ',' && depth == 0)
            {
                parts.Add(value[from..at]);
                from = at + 1;
            }
        }

        parts.Add(value[from..]);
        return parts;
    }
}

/// <summary>What stands for the hours in which cards worked.</summary>
public enum ActiveHours
{
    /// <summary>The utilization that the scheduler's own collector saw, as a share of the cards of the job.</summary>
    GpuUtil,

    /// <summary>Nothing better: cards count as active while they are held, and the reporter answers for it.</summary>
    Allocated,
}
