namespace RiskMonitor.Analytics;

/// <summary>What a yearly factor makes of 1 after t periods: factor^(t/periods per year), t = 0, 1, … steps.</summary>
/// <remarks>
/// Entry t is <see cref="Elementary.Pow"/> alone, never a product of the entries before it, so it does not depend on
/// the length of the table. Whoever evaluates many sums keeps the table; nothing is remembered here.
/// </remarks>
public sealed class PowerTable
{
    private readonly double[] powers;

    private PowerTable(double[] powers) => this.powers = powers;

    /// <summary>The last t of the table.</summary>
    public int Steps => powers.Length - 1;

    public double this[int step] => powers[step];

    /// <summary>
    /// What is kept of 1: (1 − yearly)^(t/perYear). A decay of 1 keeps nothing from the first step on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 1 is lost in a year.</exception>
    public static PowerTable Decay(double yearly, int perYear, int steps) => yearly switch
    {
        1 => new([1, .. new double[steps]]),
        < 1 => Of(1 - yearly, perYear, steps),
        _ => throw new ArgumentOutOfRangeException(nameof(yearly), yearly, "At most all of it is lost in a year."),
    };

    /// <summary>The present value of 1: (1 + yearly)^(−t/perYear), the −t-th power of 1 + the periodic rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate of −1 or less.</exception>
    public static PowerTable Discount(double yearly, int perYear, int steps) => yearly > -1
        ? Of(1 + yearly, -perYear, steps)
        : throw new ArgumentOutOfRangeException(nameof(yearly), yearly, "A discount rate is above −1.");

    private static PowerTable Of(double factor, double perYear, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var powers = new double[steps + 1];
        powers[0] = 1;
        for (var step = 1; step <= steps; step++)
        {
            powers[step] = Elementary.Pow(factor, step / perYear);
        }

        return new(powers);
    }
}
