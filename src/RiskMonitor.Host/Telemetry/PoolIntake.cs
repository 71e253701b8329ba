using NodaTime;
using RiskMonitor.Host.Native;
using RiskMonitor.Utilization;

namespace RiskMonitor.Host.Telemetry;

/// <summary>What one file holds of one pool, while it is read.</summary>
/// <param name="file">Number of this file and pool.</param>
internal sealed class PoolIntake(PoolId pool, long file)
{
    private readonly SortedSet<long> hours = [];

    public PoolId Pool => pool;

    public long File => file;

    public Dictionary<Device, long> Devices { get; } = [];

    public int Samples { get; private set; }

    public Instant From { get; private set; } = Instant.MaxValue;

    public Instant To { get; private set; } = Instant.MinValue;

    public void Count(Instant at)
    {
        Samples++;
        (From, To) = (Instant.Min(From, at), Instant.Max(To, at));
        hours.Add(at.ToUnixTimeTicks() / NodaConstants.TicksPerHour);
    }

    /// <summary>Hours of the clock between the first and the last in which there was nothing.</summary>
    public Sequence<TelemetryGap> Gaps() =>
    [
        .. hours.Zip(hours.Skip(1)).Where(pair => pair.Second > pair.First + 1)
            .Select(pair => new TelemetryGap(Hour(pair.First + 1), Hour(pair.Second))),
    ];

    public IEnumerable<LocalDate> Days() =>
        hours.Select(hour => Hour(hour).InUtc().Date).Distinct();

    private static Instant Hour(long number) => NodaConstants.UnixEpoch + Duration.FromHours(number);
}
