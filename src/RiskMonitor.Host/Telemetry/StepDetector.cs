using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>
/// Finds the moment at which nearly all devices of a pool fall by a factor of about 100 at once: a load does not do
/// that, a unit does.
/// </summary>
/// <remarks>Pure. Zero is no fall by a factor: a fleet whose job ends goes to zero.</remarks>
/// <param name="confirmed">Moments at which somebody answers for such a fall.</param>
public sealed class StepDetector(Sequence<Instant> confirmed)
{
    private const int FewestDevices = 4;
    private const double Share = 0.95;
    private const double LeastFactor = 50;
    private const double MostFactor = 200;
    private static readonly Duration Moment = Duration.FromMinutes(5);

    private readonly HashSet<long> known = [.. confirmed.Select(MomentOf)];
    private readonly SortedDictionary<long, (int Compared, int Fallen)> moments = [];
    private (long Device, double Value, long Counted)? last;

    /// <summary>The moment, once all samples of one quantity were added; null where there is none.</summary>
    public Instant? Found()
    {
        foreach (var (moment, here) in moments)
        {
            var next = moments.GetValueOrDefault(moment + 1); // scrapes of a fleet take their time
            if (!known.Contains(moment) && here.Fallen > 0 && here.Compared >= FewestDevices
                && here.Fallen + next.Fallen >= Share * Math.Max(here.Compared, next.Compared))
            {
                return NodaConstants.UnixEpoch + (Moment * moment);
            }
        }

        return null;
    }

    /// <summary>Whether samples of the quantity are looked at.</summary>
    public static bool Watches(TelemetryQuantity quantity) => quantity is TelemetryQuantity.GpuUtilRatio
        or TelemetryQuantity.EngineActiveRatio or TelemetryQuantity.SmActiveRatio
        or TelemetryQuantity.TensorActiveRatio or TelemetryQuantity.DramActiveRatio;

    /// <summary>Of one quantity, device by device, in the order of time.</summary>
    /// <param name="isNew">Of the file that is judged; otherwise only what was known before.</param>
    public void Add(long device, Instant at, double value, bool isNew)
    {
        if (last is { } before && before.Device == device && before.Value > 0 && value > 0 && isNew)
        {
            var moment = MomentOf(at);
            var (compared, fallen) = moments.GetValueOrDefault(moment);
            var factor = before.Value / value;
            moments[moment] = (
                compared + (before.Counted == moment ? 0 : 1),
                fallen + (factor is >= LeastFactor and <= MostFactor ? 1 : 0));
            last = (device, value, moment);
            return;
        }

        last = value > 0 || last?.Device != device ? (device, value, long.MinValue) : last;
    }

    private static long MomentOf(Instant at) => (long)Math.Floor((at - NodaConstants.UnixEpoch) / Moment);
}
