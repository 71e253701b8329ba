using NodaTime;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Bills;

/// <summary>The month that a charge is of. A charge across months is refused: it cannot be split without a guess.
/// </summary>
internal static class BilledMonth
{
    /// <param name="column">Where the end stands.</param>
    /// <param name="end">Exclusive.</param>
    /// <param name="zone">In which the contract counts its months.</param>
    public static YearMonth? Of(NativeCells cells, string column, Instant start, Instant end, DateTimeZone zone)
    {
        var month = start.InZone(zone).Date.ToYearMonth();
        if (end >= start && end <= zone.AtStartOfDay(month.OnDayOfMonth(1).PlusMonths(1)).ToInstant())
        {
            return month;
        }

        cells.Refuse(
            column, FilingRules.NativeValueImpossible,
            $"A charge lies within one month of {zone.Id}: one of a year is not one of a month, and a month has "
            + "other borders in another zone.");
        return null;
    }
}
