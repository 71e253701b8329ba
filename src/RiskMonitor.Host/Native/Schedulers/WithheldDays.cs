using NodaTime;

namespace RiskMonitor.Host.Native.Schedulers;

/// <summary>Local days of which nothing is said, because a row that touches them is refused: hours that lack a job
/// would be too few.</summary>
internal sealed class WithheldDays(SchedulerUse use, DateTimeZone zone)
{
    private readonly HashSet<LocalDate> days = [];

    /// <summary>A refused row cannot be placed in time: it may touch every day.</summary>
    public bool IsAll { get; private set; }

    public bool Holds(LocalDate day) => days.Contains(day);

    /// <summary>What is refused lies between the two; null where that cannot be told.</summary>
    public void Add(Instant? from, Instant? to)
    {
        if (from is null || to is null)
        {
            IsAll = true;
            return;
        }

        var (first, last) = (Instant.Max(from.Value, use.From), Instant.Min(to.Value, use.To));
        if (first >= last)
        {
            return; // outside of what is told
        }

        for (var day = first.InZone(zone).Date; zone.AtStartOfDay(day).ToInstant() < last; day = day.PlusDays(1))
        {
            days.Add(day);
        }
    }
}
