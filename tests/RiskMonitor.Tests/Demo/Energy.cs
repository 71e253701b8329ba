using NodaTime;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Demo;

/// <summary>What the meter of a hall reads: cards that work draw more than cards that wait.</summary>
internal static class Energy
{
    private const decimal WorkingKilowatts = 1.24m; // with cooling
    private const decimal WaitingKilowatts = 0.33m;
    private const decimal HoursPerDay = 24m;

    /// <summary>Daily kilowatt-hours of one month. Returns their sum.</summary>
    /// <param name="active">Share of the cards that work, by day of the month from 0.</param>
    public static decimal File(Archive archive, Pool pool, LocalDate month, Func<int, decimal> active)
    {
        var days = month.PlusMonths(1).PlusDays(-1).Day;
        var energy = Enumerable.Range(0, days).Select(day => Math.Round(pool.Cards * HoursPerDay
            * ((WorkingKilowatts * active(day)) + (WaitingKilowatts * (1m - active(day)))))).ToList();
        archive.File(
            Reporters.Meter, FormattableString.Invariant($"{pool.Name}-energy-{month:uuuu-MM}"),
            month.AtMidnight(),
            new EnergyMetered(
                pool.Id, month.AtMidnight().WithOffset(Entry.Zone).ToInstant(), Duration.FromDays(1),
                $"meter-{pool.Site}", [.. energy.Select(KilowattHours.Of)]),
            "meter reading", month.PlusMonths(1).PlusDays(1), Evidence.Measured);
        return energy.Sum();
    }
}
