namespace RiskMonitor.Analytics;

/// <summary>Present values of payments at period ends, one per period: level ones, and ones that decay.</summary>
/// <remarks>
/// Sums run from the first period on and are kept, so a stream that changes k times costs k products and not one per
/// period. They do not depend on the length of the table.
/// </remarks>
public sealed class AnnuityTable
{
    private readonly PowerTable discount;
    private readonly double[] level;
    private readonly double[] decaying;

    /// <exception cref="ArgumentException">The two tables are not equally long.</exception>
    public AnnuityTable(PowerTable decay, PowerTable discount)
    {
        if (decay.Steps != discount.Steps)
        {
            throw new ArgumentException("Decay and discount need tables of one length.", nameof(discount));
        }

        this.discount = discount;
        level = new double[discount.Steps + 1];
        decaying = new double[discount.Steps + 1];
        for (var step = 1; step <= discount.Steps; step++)
        {
            level[step] = level[step - 1] + discount[step];
            decaying[step] = decaying[step - 1] + (decay[step] * discount[step]);
        }
    }

    /// <summary>The present value of 1 at the end of a period.</summary>
    public double Discount(int step) => discount[step];

    /// <summary>Σ discount(t) over after &lt; t ≤ to.</summary>
    public double Level(int after, int to) => level[to] - level[after];

    /// <summary>Σ decay(t)·discount(t) over after &lt; t ≤ to.</summary>
    public double Decaying(int after, int to) => decaying[to] - decaying[after];
}
