using NodaTime;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What blocks of use say of a window of days below the engine: multiprocessors and tensor pipes.</summary>
/// <remarks>Two blocks over the same window of time: the later word counts, as it does for the engine.</remarks>
internal sealed class MeasuredHours
{
    private const long TicksPerDay = NodaConstants.TicksPerDay;

    public MeasuredHours(Knowledge knowledge, string pool, DateTimeZone zone, LocalDate from, LocalDate to)
    {
        var (start, end) = (zone.AtStartOfDay(from).ToInstant(), zone.AtStartOfDay(to.PlusDays(1)).ToInstant());
        var (sm, tensor, any) = (Windows(), Windows(), Windows());
        foreach (var block in knowledge.About<UtilizationReported>(pool))
        {
            var time = block.Data.Start;
            for (var window = 0; window < block.Data.Allocated.Count && time < end; window++, time += block.Data.Step)
            {
                if (time >= start)
                {
                    any[time] = (0m, block.Data.Step, block.Evidence);
                    Put(sm, block.Data.SmActive, window, time, block);
                    Put(tensor, block.Data.TensorActive, window, time, block);
                }
            }
        }

        var whole = (end - start).BclCompatibleTicks / (decimal)TicksPerDay;
        (Sm, Tensor) = (Sum(sm, whole), Sum(tensor, whole));
        (Coverage, Evidence) = (Sum(any, whole).Coverage, LadderReader.Weakest(any.Values.Select(one => one.Evidence)));
    }

    public Measured Sm { get; }

    public Measured Tensor { get; }

    /// <summary>Share of the window that any block covers.</summary>
    public decimal Coverage { get; }

    public Evidence? Evidence { get; }

    private static SortedDictionary<Instant, (decimal Hours, Duration Step, Evidence Evidence)> Windows() => [];

    private static void Put(
        SortedDictionary<Instant, (decimal Hours, Duration Step, Evidence Evidence)> windows,
        Sequence<CardHours>? hours,
        int window,
        Instant time,
        Stated<UtilizationReported> block)
    {
        if (hours is not null)
        {
            windows[time] = (hours[window].Value, block.Data.Step, block.Evidence);
        }
    }

    private static Measured Sum(
        SortedDictionary<Instant, (decimal Hours, Duration Step, Evidence Evidence)> windows, decimal days)
    {
        var (hours, ticks) = (0m, 0L);
        foreach (var (_, window) in windows)
        {
            hours += window.Hours;
            ticks += window.Step.BclCompatibleTicks;
        }

        return new Measured(
            hours, Math.Min(1m, ticks / (decimal)TicksPerDay / days),
            LadderReader.Weakest(windows.Values.Select(one => one.Evidence)));
    }

    /// <param name="Hours">Card-hours in the windows that are covered.</param>
    /// <param name="Coverage">Share of the window of days, 0 to 1.</param>
    internal sealed record Measured(decimal Hours, decimal Coverage, Evidence? Evidence)
    {
        public LadderReader.Draft Draft(string symbol, string name, int days, decimal all)
        {
            var open = (1m - Coverage) * all;
            return new LadderReader.Draft(
                symbol, name, new Known(Hours, Coverage < 1m ? Doubt.Utilization : null),
                Coverage > 0m ? Hours : null, Coverage > 0m && days > 0 ? Hours + open : null, Coverage, Evidence);
        }
    }
}
