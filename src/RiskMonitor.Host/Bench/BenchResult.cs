namespace RiskMonitor.Host.Bench;

/// <summary>One line of the table: a ratio, the bound that it must keep, and what it was made of.</summary>
/// <param name="Ratios">One for each round.</param>
/// <param name="Bound">Floor of the ratio, or its ceiling.</param>
/// <param name="IsCeiling">Whether less is better.</param>
/// <param name="Detail">What was measured, in absolute numbers of the median round.</param>
public sealed record BenchResult(
    string What, string Against, IReadOnlyList<double> Ratios, double Bound, bool IsCeiling, string Detail)
{
    public double Median => Of(Ratios);

    public double Least => Ratios.Min();

    public double Most => Ratios.Max();

    public bool Holds => IsCeiling ? Median <= Bound : Median >= Bound;

    /// <summary>The middle one, the lower of two.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}
