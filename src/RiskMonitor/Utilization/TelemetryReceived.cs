using NodaTime;

namespace RiskMonitor.Utilization;

/// <summary>
/// A file of samples of the devices of one pool was taken in. The samples themselves are no facts and are dropped in
/// time; this stays and says what there was.
/// </summary>
/// <param name="Format">As <c>dcgm</c>: how the file was read.</param>
/// <param name="Exporter">Name and version, declared or found in the file.</param>
/// <param name="From">Time of the earliest sample.</param>
/// <param name="To">Time of the latest sample.</param>
/// <param name="Samples">Of this pool.</param>
/// <param name="Devices">That gave at least one sample.</param>
/// <param name="Gaps">Hours of the clock between the earliest and the latest sample in which there was none.</param>
/// <param name="Sha256">Of the file as it came, lower-case hexadecimal.</param>
[EventName("telemetry-received", version: 1)]
public sealed record TelemetryReceived(
    PoolId Pool,
    string Format,
    string Exporter,
    Instant From,
    Instant To,
    int Samples,
    int Devices,
    Sequence<TelemetryGap> Gaps,
    string Sha256) : IFact
{
    string IFact.Stream => UsePeriod.Stream(Pool, From);

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <summary>Half-open.</summary>
public sealed record TelemetryGap(Instant From, Instant To);
