using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Host.Native.Meter;

/// <summary>All readings of one meter: what it drew between them, as a block for each local day and length of window.
/// </summary>
internal sealed class MeterReadings(PoolId pool, string meter, DateTimeZone zone)
{
    private readonly List<Reading> readings = [];

    public void Add(Reading reading) => readings.Add(reading);

    public IEnumerable<NativeRow> Rows()
    {
        var block = new List<KilowattHours>();
        var (start, step, day, line) = (default(Instant), Duration.Zero, default(LocalDate), 0);
        Reading? before = null;
        foreach (var reading in readings.OrderBy(reading => reading.Time).ThenBy(reading => reading.Line))
        {
            if (before is null || before.Serial != reading.Serial)
            {
                before = reading; // the first word of a device says no difference yet
                continue;
            }

            var length = reading.Time - before.Time;
            if (length == Duration.Zero)
            {
                if (reading.Register != before.Register)
                {
                    yield return Wrong(reading, "Two readings of one time differ; the one further up counts.");
                }

                continue;
            }

            if (Drawn(before, reading) is not { } energy)
            {
                yield return Wrong(
                    reading, "The register went back: say where it wraps (wraps_at), or the serial of the new device.");
                before = reading;
                continue;
            }

            if (NodaConstants.NanosecondsPerDay % length.ToInt64Nanoseconds() != 0)
            {
                yield return Wrong(
                    reading, $"{DurationPattern.JsonRoundtrip.Format(length)} between readings is no part of a day: "
                    + "what was drawn cannot be told apart.");
                before = reading;
                continue;
            }

            var itsDay = before.Time.InZone(zone).Date;
            if (block.Count > 0 && (length != step || itsDay != day || start + (step * block.Count) != before.Time
                || block.Count == FilingLimits.WindowsPerBlock))
            {
                yield return Block(line, start, step, block);
                block.Clear();
            }

            if (block.Count == 0)
            {
                (start, step, day, line) = (before.Time, length, itsDay, before.Line);
            }

            block.Add(KilowattHours.Of(energy));
            before = reading;
        }

        if (block.Count > 0)
        {
            yield return Block(line, start, step, block);
        }
    }

    /// <summary>Null where the register went back and nobody said where it wraps.</summary>
    private static decimal? Drawn(Reading before, Reading after)
    {
        var difference = after.Register - before.Register;
        if (difference < 0m && after.WrapsAt is { } wrapsAt)
        {
            difference += wrapsAt;
        }

        return difference < 0m ? null : ExactNumber.Filed(difference * after.Times);
    }

    private NativeRow Block(int line, Instant start, Duration step, List<KilowattHours> windows) => NativeRow.Of(
        line,
        new NativeFact(
            NativeId.Of(
                "meter", pool.Value, meter, InstantPattern.ExtendedIso.Format(start),
                DurationPattern.JsonRoundtrip.Format(step)),
            start, Evidence.Measured, $"meter {meter}", new EnergyMetered(pool, start, step, meter, [.. windows])));

    private static NativeRow Wrong(Reading reading, string message) => NativeRow.Wrong(
        reading.Line, FilingRules.NativeValueImpossible, "register", message, CanonicalDecimal.Write(reading.Register));
}
