using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Utilization;

/// <summary>A block of windows of one pool was reported: a day of hourly ones, or a month of daily ones.</summary>
/// <param name="Start">Valid time. Windows are half-open and follow each other without a hole.</param>
/// <param name="Step">Length of each window.</param>
/// <param name="Allocated">Card-hours bound to a customer's job; per window.</param>
/// <param name="Active">Card-hours in which the cards worked; as many windows as allocated.</param>
/// <param name="Offline">Card-hours that could not be had at all; as many windows as allocated.</param>
/// <param name="SmActive">Active hours weighted by the share of cycles in which multiprocessors had work; absent where
/// nobody measured it.</param>
/// <param name="TensorActive">The same of the tensor or cube pipes.</param>
[EventName("utilization-reported", version: 1)]
public sealed record UtilizationReported(
    PoolId Pool,
    Instant Start,
    Duration Step,
    UnitProfile Profile,
    Sequence<CardHours> Allocated,
    Sequence<CardHours> Active,
    Sequence<CardHours> Offline,
    Sequence<CardHours>? SmActive = null,
    Sequence<CardHours>? TensorActive = null) : IFact
{
    string IFact.Stream => UsePeriod.Stream(Pool, Start);

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <param name="Energy">Kilowatt-hours drawn in each window.</param>
[EventName("energy-metered", version: 1)]
public sealed record EnergyMetered(
    PoolId Pool, Instant Start, Duration Step, string Meter, Sequence<KilowattHours> Energy) : IFact
{
    string IFact.Stream => UsePeriod.Stream(Pool, Start);

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <summary>Whose counter it was, and in which version: exporters change their units between versions.</summary>
public sealed record UnitProfile(SourceKind Source, string ExporterVersion);

public enum SourceKind
{
    Scheduler,
    Telemetry,
}

/// <summary>Streams of use are cut by the month, in UTC, in which the block starts.</summary>
public static class UsePeriod
{
    public static string Stream(PoolId pool, Instant start)
    {
        var utc = start.InUtc().Date;
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"use/{pool}/{utc.Year:0000}-{utc.Month:00}");
    }
}
