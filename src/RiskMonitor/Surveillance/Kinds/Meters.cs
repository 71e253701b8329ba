using NodaTime;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Energy of a pool by local day and by hour, where every meter that it has was read.</summary>
/// <remarks>
/// A window counts for the day in which it starts. Two blocks over the same window of one meter: the later word counts.
/// A meter that was read at any time in the span is one that the pool has, so that a part never passes for the whole.
/// </remarks>
internal sealed class Meters
{
    private readonly SortedDictionary<string, SortedDictionary<Instant, (decimal Energy, Duration Step)>> meters =
        new(StringComparer.Ordinal);

    private readonly DateTimeZone zone;

    public Meters(Knowledge knowledge, string pool, DateTimeZone zone, LocalDate from, LocalDate to)
    {
        this.zone = zone;
        var (start, end) = (zone.AtStartOfDay(from).ToInstant(), zone.AtStartOfDay(to.PlusDays(1)).ToInstant());
        foreach (var block in knowledge.About<EnergyMetered>(pool))
        {
            var (time, step) = (block.Data.Start, block.Data.Step);
            for (var window = 0; window < block.Data.Energy.Count && time < end; window++, time += step)
            {
                if (time >= start)
                {
                    Of(block.Data.Meter)[time] = (block.Data.Energy[window].Value, step);
                }
            }
        }
    }

    /// <summary>Kilowatt-hours of the day; null where a meter was not read for all of it, or there is none.</summary>
    public decimal? Day(LocalDate day)
    {
        var (start, end) = (zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
        var sum = 0m;
        foreach (var meter in meters.Values)
        {
            var read = Between(meter, start, end).ToList();
            if (read.Sum(window => window.Step.BclCompatibleTicks) < (end - start).BclCompatibleTicks)
            {
                return null;
            }

            sum += read.Sum(window => window.Energy);
        }

        return meters.Count == 0 ? null : sum;
    }

    /// <summary>Kilowatt-hours of each hour; null where a meter was not read hour by hour for all of them.</summary>
    public decimal[]? Hourly(LocalDate first, LocalDate last)
    {
        var (start, end) = (zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(last.PlusDays(1)).ToInstant());
        var hour = Duration.FromHours(1);
        var hours = new decimal[(int)((end - start) / hour)];
        foreach (var meter in meters.Values)
        {
            var ticks = new long[hours.Length];
            foreach (var (time, (energy, step)) in meter.Where(window => window.Key >= start && window.Key < end))
            {
                var place = (int)((time - start) / hour);
                (hours[place], ticks[place]) = (hours[place] + energy, ticks[place] + step.BclCompatibleTicks);
            }

            if (Array.Exists(ticks, read => read != NodaConstants.TicksPerHour))
            {
                return null;
            }
        }

        return meters.Count == 0 ? null : hours;
    }

    private SortedDictionary<Instant, (decimal Energy, Duration Step)> Of(string meter)
    {
        if (!meters.TryGetValue(meter, out var windows))
        {
            meters.Add(meter, windows = []);
        }

        return windows;
    }

    private static IEnumerable<(decimal Energy, Duration Step)> Between(
        SortedDictionary<Instant, (decimal Energy, Duration Step)> windows, Instant start, Instant end) =>
        windows.Where(window => window.Key >= start && window.Key < end).Select(window => window.Value);
}
