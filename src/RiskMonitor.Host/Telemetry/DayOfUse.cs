using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Telemetry;

/// <summary>What the samples of a day say of a pool.</summary>
/// <param name="IsMeasured">Activity was measured nearly all the time in which cards answered; otherwise there are no
/// runs, since what was not measured is not zero.</param>
/// <param name="ByGpuUtil">At least one card gave nothing better than GPU_UTIL, which is no activity.</param>
/// <param name="KnowsAllocation">The exporter tells whose work is on a card. Otherwise a card counts as allocated where
/// it was active.</param>
public sealed record DayOfUse(bool IsMeasured, bool ByGpuUtil, bool KnowsAllocation, IReadOnlyList<UseRun> Runs);

/// <summary>Hours one after the other without a gap.</summary>
public sealed class UseRun(Instant start)
{
    public Instant Start => start;

    public List<CardHours> Allocated { get; } = [];

    public List<CardHours> Active { get; } = [];

    public List<CardHours> Offline { get; } = [];

    /// <summary>Empty where it was not measured at nearly every card.</summary>
    public List<CardHours> Sm { get; } = [];

    /// <inheritdoc cref="Sm"/>
    public List<CardHours> Tensor { get; } = [];
}
