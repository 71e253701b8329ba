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
            return fixedTime.ToInstant();
        }

        return Local.Parse(text) is { Success: true, Value: var local }
            ? local.InZoneLeniently(zone).ToInstant()
            : null;
    }
}
