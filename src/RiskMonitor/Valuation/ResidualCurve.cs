using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>The share of the purchase cost that cards still fetch at an age, given by the policy for a chip.</summary>
/// <remarks>
/// Linear between the knots; past the last knot the share stays what it is there. It is never read from today's
/// resale index: that would let the price which is doubted vouch for itself.
/// </remarks>
/// <exception cref="ArgumentException">No knot at month 0, ages that do not rise, or a share outside 0 to
/// 1.</exception>
public sealed record ResidualCurve(Sequence<CurveKnot> Knots)
{
    public Sequence<CurveKnot> Knots { get; } = Checked(Knots);

    /// <summary>The residual share at an age in whole months from first commissioning.</summary>
    public Ratio ShareAt(int ageMonths)
    {
        var next = 0;
        while (next < Knots.Count && Knots[next].AgeMonths <= ageMonths)
        {
            next++;
        }

        if (next == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(ageMonths), ageMonths, "Nothing is younger than month 0.");
        }

        var left = Knots[next - 1];
        if (next == Knots.Count)
        {
            return left.Share;
        }

        var right = Knots[next];
        var rise = right.Share.Value - left.Share.Value;
        return new(left.Share.Value + (rise * (ageMonths - left.AgeMonths) / (right.AgeMonths - left.AgeMonths)));
    }

    private static Sequence<CurveKnot> Checked(Sequence<CurveKnot> knots)
    {
        if (knots.Count == 0 || knots[0].AgeMonths != 0)
        {
            throw new ArgumentException("A residual curve begins with a knot at month 0.", nameof(knots));
        }

        for (var knot = 0; knot < knots.Count; knot++)
        {
            Require.Within(knots[knot].Share, 0m, 1m, nameof(CurveKnot.Share));
            if (knot > 0 && knots[knot].AgeMonths <= knots[knot - 1].AgeMonths)
            {
                throw new ArgumentException("The ages of a residual curve rise.", nameof(knots));
            }
        }

        return knots;
    }
}

/// <summary>At this age in months, this share of the purchase cost.</summary>
public sealed record CurveKnot(int AgeMonths, Ratio Share);
