using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>What nobody observes: a low, a central and a high value of one dimensionless quantity.</summary>
/// <exception cref="ArgumentException">Not low ≤ central ≤ high.</exception>
public sealed record AssumptionBand(Ratio Low, Ratio Central, Ratio High)
{
    public Ratio Central { get; } = Low <= Central && Central <= High
        ? Central
        : throw new ArgumentException(
            $"A band is low ≤ central ≤ high, not {Low}, {Central}, {High}.", nameof(Central));

    /// <summary>A band without width: the quantity is known, or is held still.</summary>
    public static AssumptionBand At(Ratio value) => new(value, value, value);

    public override string ToString() => $"{Low}, {Central}, {High}";

    internal Ends Numbers => new((double)Low.Value, (double)Central.Value, (double)High.Value);
}

/// <summary>The same for economic life, in whole months from first commissioning.</summary>
/// <exception cref="ArgumentException">Not 0 ≤ low ≤ central ≤ high.</exception>
public sealed record LifeBand(int Low, int Central, int High)
{
    public int Central { get; } = 0 <= Low && Low <= Central && Central <= High
        ? Central
        : throw new ArgumentException(
            $"A band of months is 0 ≤ low ≤ central ≤ high, not {Low}, {Central}, {High}.", nameof(Central));

    public static LifeBand At(int months) => new(months, months, months);

    public override string ToString() => $"{Low}, {Central}, {High} months";
}
