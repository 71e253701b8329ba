namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// Hours of the months that V_use takes its use from: the newest whose bills are settled. The window that ends today
/// is never settled, so a report that asked for it would never know the use of anything.
/// </summary>
internal static class SettledUse
{
    private const decimal HoursPerDay = 24m;

    /// <summary>
    /// Card-hours; commercial ones null while they are not known. Without offline hours where none came.
    /// </summary>
    public static (decimal Installed, decimal? Commercial) Of(PoolFigures figures)
    {
        var trailing = figures.Trailing;
        var count = figures.Policy.Document.Maturity.UseMonths.Value;
        var last = trailing.UseMonths is [.., var newest]
            ? newest.Month
            : Months.LastEnded(figures.Day); // of a young pool the last months that are over
        var (from, to) = (Months.First(last - count + 1), Months.Last(last));
        var (first, final) = (Months.DayNumber(from), Months.DayNumber(to));
        var hours = figures.Pool.Ledger.Between(first, final);
        var installed = (figures.Pool.Cards.CardDays(first, final) * HoursPerDay)
            - (figures.Pool.NeverReportedUse ? 0m : hours.Offline);
        if (trailing.UseMissing is not null)
        {
            return (installed, null);
        }

        var commercial = 0m;
        foreach (var month in trailing.UseMonths)
        {
            commercial += month.CommercialHigh;
        }

        return (installed, Doubt.Rounded(commercial));
    }
}
