using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// Reads the hours of a window of days. Hours of bills are spread evenly over the days of their month.
/// </summary>
/// <remarks>
/// Billed and paid hours of a window are known once every month that it touches is mature. Where no use was ever
/// reported, all commissioned cards count as installed: below telemetry nobody tells which were offline.
/// </remarks>
internal static class WindowReader
{
    private const decimal HoursPerDay = 24m;

    public static UseWindow Read(
        PoolState pool, LocalDate day, int days, PoolMonths reader, PolicyInForce policy, LocalDate closed)
    {
        var last = Months.DayNumber(day);
        var first = last - days + 1;
        var cardHours = pool.Cards.CardDays(first, last) * HoursPerDay;
        var hours = pool.Ledger.Between(first, last);
        var unreported = hours.IsRejected ? Doubt.Rejected : hours.IsComplete ? null : Doubt.Utilization;
        var installed = pool.NeverReportedUse ? Known.Of(cardHours) : new Known(cardHours - hours.Offline, unreported);
        var sums = new Sums();
        var isRampUp = pool.Cards.First is null;
        var judged = pool.Cards.First is { } start
            ? Trailing.FirstJudged(start, policy.Document.Maturity.RampUpMonths.Value)
            : int.MaxValue;
        var from = day.PlusDays(1 - days);
        for (var month = Months.Of(from); month <= Months.Of(day); month++)
        {
            isRampUp |= month < judged;
            var (begin, end) = (Months.First(month), Months.Last(month));
            var counted = Period.DaysBetween(begin > from ? begin : from, end < day ? end : day) + 1;
            sums.Add(pool.Month(month, reader, closed), counted / (decimal)(Period.DaysBetween(begin, end) + 1));
        }

        return new UseWindow(
            installed,
            new Known(hours.Allocated, unreported),
            new Known(hours.Active, unreported),
            sums.Of(sums.Billed),
            sums.Of(sums.Paid),
            sums.Of(sums.ReservedIdle),
            sums.Of(sums.BackStopped),
            new Spread(
                Doubt.Rounded(sums.CommercialLow), Doubt.Rounded(sums.CommercialHigh),
                Doubt.Rounded(sums.CommercialHigh), sums.Missing),
            isRampUp);
    }

    private sealed class Sums
    {
        public decimal Billed { get; private set; }

        public decimal Paid { get; private set; }

        public decimal ReservedIdle { get; private set; }

        public decimal BackStopped { get; private set; }

        public decimal CommercialLow { get; private set; }

        public decimal CommercialHigh { get; private set; }

        public Reason? Missing { get; private set; }

        public void Add(PoolMonth month, decimal share)
        {
            Missing = Doubt.First(Missing, month.IsMature ? month.Gap : month.Immature);
            Billed += month.Billed * share;
            Paid += month.Paid * share;
            ReservedIdle += month.ReservedIdle * share;
            BackStopped += month.BackStopped * share;
            CommercialLow += month.CommercialLow * share;
            CommercialHigh += month.CommercialHigh * share;
        }

        public Known Of(decimal hours) => new(Doubt.Rounded(hours), Missing);
    }
}
