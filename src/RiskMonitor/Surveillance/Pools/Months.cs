using NodaTime;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Days and calendar months as numbers, because arrays are indexed by them.</summary>
internal static class Months
{
    private const int PerYear = 12;

    private static readonly LocalDate Epoch = new(2000, 1, 1);

    public static int DayNumber(LocalDate day) => Period.DaysBetween(Epoch, day);

    public static LocalDate Day(int dayNumber) => Epoch.PlusDays(dayNumber);

    public static int Of(LocalDate day) => (day.Year * PerYear) + day.Month - 1;

    public static int Of(YearMonth month) => (month.Year * PerYear) + month.Month - 1;

    public static YearMonth YearMonth(int month) => new(month / PerYear, (month % PerYear) + 1);

    public static LocalDate First(int month) => new(month / PerYear, (month % PerYear) + 1, 1);

    public static LocalDate Last(int month) => First(month + 1).PlusDays(-1);

    /// <summary>The last month that ends on the day or before.</summary>
    public static int LastEnded(LocalDate day) => day.PlusDays(1).Day == 1 ? Of(day) : Of(day) - 1;

    /// <summary>Whole months from one day to a later one; 0 where it is not later.</summary>
    public static int Between(LocalDate from, LocalDate to) =>
        to <= from ? 0 : Period.Between(from, to, PeriodUnits.Months).Months;

    /// <summary>As <c>2025-03</c>.</summary>
    public static string Name(int month) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{month / PerYear:0000}-{(month % PerYear) + 1:00}");
}
