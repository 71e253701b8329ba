namespace RiskMonitor.Analytics;

/// <summary>How far numbers lie from each other, and the one in their middle.</summary>
public static class Dispersion
{
    /// <summary>
    /// Coefficient of variation: standard deviation (of the whole population, not of a sample) over mean. Null for
    /// fewer than two numbers or a mean that is not positive.
    /// </summary>
    public static double? OfMean(ReadOnlySpan<double> numbers)
    {
        var mean = 0d;
        foreach (var number in numbers)
        {
            mean += number / numbers.Length;
        }

        if (numbers.Length < 2 || !(mean > 0))
        {
            return null;
        }

        var square = 0d;
        foreach (var number in numbers)
        {
            square += (number - mean) * (number - mean);
        }

        return Math.Sqrt(square / numbers.Length) / mean;
    }

    /// <summary>
    /// The middle one, of an even count the mean of the two in the middle: fewer than half of the numbers, however
    /// wrong, do not move it beyond the others (P. J. Huber, "Robust Statistics", 1981). Null where there are none.
    /// </summary>
    public static double? Median(ReadOnlySpan<double> numbers)
    {
        var sorted = numbers.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? null
            : sorted.Length % 2 == 1 ? sorted[middle]
            : sorted[middle - 1] + ((sorted[middle] - sorted[middle - 1]) / 2);
    }
}
