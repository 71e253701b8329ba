using NodaTime;
using NodaTime.Text;

namespace RiskMonitor.Host.Native;

/// <summary>Times as vendors write them: with an offset, or without one and then in a zone that is known otherwise.
/// </summary>
internal static class NativeTime
{
    private static readonly IPattern<LocalDateTime> Local = new CompositePatternBuilder<LocalDateTime>
    {
        { LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFF"), _ => true },
        { LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss;FFFFFFFFF"), _ => true },
    }.Build();

    /// <summary>Noon of the last day of a month, or of its first.</summary>
    public static Instant InMonth(YearMonth month, DateTimeZone zone, bool atItsEnd = true)
    {
        var days = month.ToDateInterval();
        return (atItsEnd ? days.End : days.Start).At(LocalTime.Noon).InZoneLeniently(zone).ToInstant();
    }

    public static Instant? Read(string text, DateTimeZone zone)
    {
        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var fixedTime })
        {
            return IsNear(fixedTime.Year) ? fixedTime.ToInstant() : null;
        }

        return Local.Parse(text) is { Success: true, Value: var local } && IsNear(local.Year)
            ? local.InZoneLeniently(zone).ToInstant()
            : null;
    }

    /// <summary>A day as 2025-03-31.</summary>
    public static LocalDate? Day(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } && IsNear(day.Year) ? day : null;

    /// <summary>A month as 2025-03.</summary>
    public static YearMonth? Month(string text) =>
        YearMonthPattern.Iso.Parse(text) is { Success: true, Value: var month } && IsNear(month.Year) ? month : null;

    /// <summary>A time, day or month that can be read and lies outside of the years that may be filed.</summary>
    public static bool IsOutOfReach(string text) =>
        (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var time } ? time.Year
            : Local.Parse(text) is { Success: true, Value: var local } ? local.Year
            : LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day.Year
            : YearMonthPattern.Iso.Parse(text) is { Success: true, Value: var month } ? month.Year
            : (int?)null) is { } year && !IsNear(year);

    /// <summary>Years that may be filed, far from where a calendar ends.</summary>
    private static bool IsNear(int year) => year is >= 1970 and <= 2199;
}
