using NodaTime;

namespace RiskMonitor.Policy;

/// <summary>
/// Which days are business days: not the weekend, not a holiday, or declared a working day in exchange.
/// </summary>
public sealed record BusinessCalendar(
    string Id,
    Sequence<IsoDayOfWeek> Weekend,
    Sequence<LocalDate> Holidays,
    Sequence<LocalDate> WorkingDays,
    string Reason)
{
    public bool IsBusinessDay(LocalDate day) =>
        WorkingDays.Contains(day) || (!Weekend.Contains(day.DayOfWeek) && !Holidays.Contains(day));

    /// <summary>The day that lies this many business days after the given one; the given one does not count.</summary>
    public LocalDate Plus(LocalDate day, int businessDays)
    {
        for (var left = businessDays; left > 0;)
        {
            day = day.PlusDays(1);
            left -= IsBusinessDay(day) ? 1 : 0;
        }

        return day;
    }

    public LocalDate Minus(LocalDate day, int businessDays)
    {
        for (var left = businessDays; left > 0;)
        {
            day = day.PlusDays(-1);
            left -= IsBusinessDay(day) ? 1 : 0;
        }

        return day;
    }
}
