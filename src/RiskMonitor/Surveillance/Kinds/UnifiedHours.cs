using RiskMonitor.Alerts;
using RiskMonitor.Chips;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>
/// Card-hours of a pool in hours of one H100, for one class of work, with the card-hours beside
/// (specs/unified-hours.md).
/// What ran is not filed, so each class is told; they do not add up.
/// </summary>
/// <param name="Factors">Version of the factors.</param>
/// <param name="Active">Card-hours that were active.</param>
/// <param name="UnifiedActive">The same in hours of one H100; null where the chip has no factor.</param>
/// <param name="Commercial">Card-hours that are commercial, at the low end.</param>
/// <param name="Evidence">Of the factor.</param>
/// <param name="Missing">What would narrow it, or why there is none.</param>
public sealed record UnifiedHours(
    WorkloadClass Class,
    string Factors,
    Figure Active,
    UnifiedBand? UnifiedActive,
    Figure Commercial,
    UnifiedBand? UnifiedCommercial,
    string? Evidence,
    Reason? Missing)
{
    internal static Sequence<UnifiedHours> Of(ChipModel chip, decimal active, decimal commercial) =>
        [.. Enum.GetValues<WorkloadClass>().Select(workload => Of(chip, workload, active, commercial))];

    private static UnifiedHours Of(ChipModel chip, WorkloadClass workload, decimal active, decimal commercial)
    {
        var factor = ComputeFactor.Of(chip, workload)?.Linked(link: null); // nobody files how cards are linked
        return new UnifiedHours(
            workload, ComputeFactor.Version, Figure.Of(active), UnifiedBand.Of(active, factor), Figure.Of(commercial),
            UnifiedBand.Of(commercial, factor), factor?.Evidence,
            factor is null ? Reason.Missing("compute-factor")
            : workload == WorkloadClass.Training ? Reason.Missing("interconnect")
            : null);
    }
}

public sealed record UnifiedBand(Figure Low, Figure Central, Figure High)
{
    internal static UnifiedBand? Of(decimal hours, ComputeFactor? factor) => factor is null ? null : new UnifiedBand(
        Times(hours, factor.Low), Times(hours, factor.Central), Times(hours, factor.High));

    private static Figure Times(decimal hours, Ratio factor) => Figure.Of(Doubt.Rounded(hours * factor.Value));
}
