using RiskMonitor.Surveillance;

namespace RiskMonitor.Exposure;

/// <summary>What is at stake, by one dimension. Every cell is the exact sum of its leaves.</summary>
public static class ExposureReport
{
    /// <summary>Cells in the order of their keys, then of their currencies. Currencies are never added up.</summary>
    /// <remarks>
    /// A leaf without a value in the dimension (no lender, no guarantor) is in no cell. Where a leaf has several
    /// guarantors it is in the cell of each: those cells do not add up to the total, and are not meant to.
    /// </remarks>
    public static Sequence<ExposureCell> By(ExposureDimension dimension, IEnumerable<ExposureLeaf> leaves)
    {
        var cells = new SortedDictionary<string, (string Key, List<ExposureLeaf> Leaves)>(StringComparer.Ordinal);
        foreach (var leaf in leaves)
        {
            foreach (var key in Keys(dimension, leaf))
            {
                var cell = $"{key}\n{leaf.Currency}";
                if (!cells.TryGetValue(cell, out var members))
                {
                    cells.Add(cell, members = (key, []));
                }

                members.Leaves.Add(leaf);
            }
        }

        return [.. cells.Values.Select(cell => ExposureCell.Of(cell.Key, cell.Leaves))];
    }

    private static IEnumerable<string> Keys(ExposureDimension dimension, ExposureLeaf leaf) => dimension switch
    {
        ExposureDimension.Lender => Known(leaf.Lender?.Value),
        ExposureDimension.Borrower => Known(leaf.Borrower?.Value),
        ExposureDimension.Guarantor => leaf.Guarantors.Select(guarantor => guarantor.Value),
        ExposureDimension.Jurisdiction => [leaf.Jurisdiction.Value],
        ExposureDimension.Chip => [leaf.Chip.Value],
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "There is no such dimension."),
    };

    private static IEnumerable<string> Known(string? key) => key is null ? [] : [key];
}

public enum ExposureDimension
{
    Lender,
    Borrower,
    Guarantor,
    Jurisdiction,
    Chip,
}
