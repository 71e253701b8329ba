using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Exposure;

/// <summary>The sum of some leaves of one currency.</summary>
/// <param name="Debt">Of all leaves, whether their value in use is known or not.</param>
/// <param name="Inconclusive">Leaves whose value in use is not known: counted here, and not as zero anywhere.</param>
/// <param name="InconclusiveDebt">Their part of the debt.</param>
/// <param name="ValueAppraised">V_A of the leaves that have one.</param>
/// <param name="ValueInUse">V_use of the leaves that have one, over the band of assumptions.</param>
/// <param name="LtvAppraised">Debt of the leaves with V_A over that V_A.</param>
/// <param name="LtvUse">Debt of the leaves with V_use over that V_use: favourable, central and adverse end.</param>
/// <param name="UnsupportedDebt">Σ max(D − V_use, 0) over the leaves with V_use.</param>
/// <param name="Use">Commercial over installed card-hours of the pools whose use is known.</param>
/// <param name="UnmeasuredHours">Installed card-hours whose commercial use is not known.</param>
public sealed record ExposureCell(
    string Key,
    Currency Currency,
    int Facilities,
    int Pools,
    decimal Debt,
    int Inconclusive,
    decimal InconclusiveDebt,
    decimal? ValueAppraised,
    AmountBand? ValueInUse,
    Figure? LtvAppraised,
    FigureBand? LtvUse,
    AmountBand? UnsupportedDebt,
    CardHours CommercialHours,
    CardHours InstalledHours,
    CardHours UnmeasuredHours,
    Ratio? Use)
{
    /// <param name="leaves">At least one, all of one currency.</param>
    internal static ExposureCell Of(string key, IReadOnlyList<ExposureLeaf> leaves)
    {
        var valued = leaves.Where(leaf => leaf.ValueInUseCentral is not null).ToList();
        var appraised = leaves.Where(leaf => leaf.ValueAppraised is not null).ToList();
        var used = leaves.Where(leaf => leaf.CommercialHours is not null).ToList();
        var inconclusive = leaves.Where(leaf => leaf.ValueInUseCentral is null && leaf.Debt > 0m).ToList();
        var inUse = valued.Count == 0 ? null : new AmountBand(
            valued.Sum(leaf => leaf.ValueInUseLow!.Value),
            valued.Sum(leaf => leaf.ValueInUseCentral!.Value),
            valued.Sum(leaf => leaf.ValueInUseHigh!.Value));
        var commercial = Hours(used, leaf => leaf.CommercialHours);
        var installed = Hours(used, leaf => leaf.InstalledHours);
        return new ExposureCell(
            key,
            leaves[0].Currency,
            leaves.Select(leaf => leaf.Facility).OfType<FacilityId>().Distinct().Count(),
            leaves.Select(leaf => leaf.Pool).Distinct().Count(),
            leaves.Sum(leaf => leaf.Debt),
            inconclusive.Count,
            inconclusive.Sum(leaf => leaf.Debt),
            appraised.Count == 0 ? null : appraised.Sum(leaf => leaf.ValueAppraised!.Value),
            inUse,
            appraised.Count == 0 ? null
                : Over(appraised.Sum(leaf => leaf.Debt), appraised.Sum(leaf => leaf.ValueAppraised!.Value)),
            inUse is null ? null : LoanToValue(valued.Sum(leaf => leaf.Debt), inUse),
            valued.Count == 0 ? null : Unsupported(valued),
            commercial,
            installed,
            Hours(leaves.Where(leaf => leaf.CommercialHours is null), leaf => leaf.InstalledHours),
            commercial / installed);
    }

    private static CardHours Hours(IEnumerable<ExposureLeaf> leaves, Func<ExposureLeaf, CardHours?> hours) =>
        new(leaves.Sum(leaf => hours(leaf)?.Value ?? 0m));

    private static FigureBand LoanToValue(decimal debt, AmountBand value) =>
        new(Over(debt, value.High), Over(debt, value.Central), Over(debt, value.Low));

    /// <summary>Debt that nothing carries has no finite ratio.</summary>
    private static Figure Over(decimal debt, decimal value) => debt <= 0m ? Figure.Of(0m)
        : value <= 0m ? Figure.Infinite
        : Figure.Of(Analytics.Significant.Round12(debt / value));

    private static AmountBand Unsupported(List<ExposureLeaf> leaves) => new(
        leaves.Sum(leaf => Math.Max(leaf.Debt - leaf.ValueInUseHigh!.Value, 0m)),
        leaves.Sum(leaf => Math.Max(leaf.Debt - leaf.ValueInUseCentral!.Value, 0m)),
        leaves.Sum(leaf => Math.Max(leaf.Debt - leaf.ValueInUseLow!.Value, 0m)));
}

/// <summary>An amount over the band of assumptions, low to high.</summary>
public sealed record AmountBand(decimal Low, decimal Central, decimal High);

/// <summary>A ratio over the band of assumptions, favourable to adverse.</summary>
public sealed record FigureBand(Figure Favourable, Figure Central, Figure Adverse);
