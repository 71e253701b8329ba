namespace RiskMonitor.Valuation;

/// <summary>A value that depends on assumptions, each at one end or the middle of its band.</summary>
internal interface IBanded
{
    double ValueAt(Corner corner);

    /// <summary>False where the ends of the band are the same, or the value does not know the assumption.</summary>
    bool Moves(Assumption assumption);
}

/// <summary>What can be said of a value over all of its bands.</summary>
internal static class Banded
{
    private static readonly Assumption[] Order = Enum.GetValues<Assumption>();

    /// <summary>
    /// The least and greatest value over all corners. More use is never worth less, so undetermined use is at its
    /// low end for the least value and at its high end for the greatest.
    /// </summary>
    /// <param name="pinned">Held at its central value.</param>
    public static (double Low, double High) Extremes<T>(T value, Assumption? pinned = null)
        where T : class, IBanded
    {
        var moving = 0;
        for (var assumption = Assumption.PriceDecay; assumption < Assumption.UndeterminedUse; assumption++)
        {
            moving |= assumption != pinned && value.Moves(assumption) ? 1 << (int)assumption : 0;
        }

        var useMoves = pinned != Assumption.UndeterminedUse && value.Moves(Assumption.UndeterminedUse);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var raised = moving; ; raised = (raised - 1) & moving)
        {
            var corner = At(moving, raised);
            if (useMoves)
            {
                low = Math.Min(low, value.ValueAt(corner.With(Assumption.UndeterminedUse, End.Low)));
                high = Math.Max(high, value.ValueAt(corner.With(Assumption.UndeterminedUse, End.High)));
            }
            else
            {
                var at = value.ValueAt(corner);
                (low, high) = (Math.Min(low, at), Math.Max(high, at));
            }

            if (raised == 0)
            {
                return (low, high);
            }
        }
    }

    /// <summary>
    /// Which assumption leaves a verdict open: the first that changes it alone, moved from the centre to an end; if
    /// none does, the first without which the rest of the band agrees; else the first that has a band. Null where
    /// the whole band agrees.
    /// </summary>
    public static Assumption? Contested<T>(T value, Func<double, bool> holds)
        where T : class, IBanded
    {
        var central = holds(value.ValueAt(Corner.Central));
        if (Agrees(null))
        {
            return null;
        }

        return First(Changes) ?? First(assumption => Agrees(assumption)) ?? First(_ => true);

        Assumption? First(Func<Assumption, bool> condition)
        {
            foreach (var assumption in Order)
            {
                if (value.Moves(assumption) && condition(assumption))
                {
                    return assumption;
                }
            }

            return null;
        }

        bool Changes(Assumption alone) =>
            holds(value.ValueAt(Corner.Central.With(alone, End.Low))) != central ||
            holds(value.ValueAt(Corner.Central.With(alone, End.High))) != central;

        bool Agrees(Assumption? pinned)
        {
            var (low, high) = Extremes(value, pinned);
            return holds(low) == central && holds(high) == central;
        }
    }

    /// <summary>Low where moving and not raised, high where raised, central where nothing moves.</summary>
    private static Corner At(int moving, int raised)
    {
        var corner = Corner.Central;
        for (var assumption = Assumption.PriceDecay; assumption < Assumption.UndeterminedUse; assumption++)
        {
            if ((moving >> (int)assumption & 1) == 1)
            {
                corner = corner.With(assumption, (raised >> (int)assumption & 1) == 1 ? End.High : End.Low);
            }
        }

        return corner;
    }
}
