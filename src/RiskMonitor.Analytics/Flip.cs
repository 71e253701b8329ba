namespace RiskMonitor.Analytics;

/// <summary>Where along one line a verdict changes.</summary>
public static class Flip
{
    private const int MostHalvings = 200;

    /// <summary>
    /// The point of [low, high] nearest to <paramref name="from"/> at which the verdict is no longer the one at
    /// <paramref name="from"/>; of two equally near the lower. Null where it never changes.
    /// </summary>
    /// <remarks>
    /// Each side is looked through in equal steps and the first step that changes is halved until the ends are 1e-13
    /// apart, relatively. A verdict that changes there and back within one step is not seen: where it can change
    /// only once, one step is enough.
    /// </remarks>
    public static double? Nearest(Func<double, bool> verdict, double from, double low, double high, int steps)
    {
        var standing = verdict(from);
        var below = from > low ? Toward(low) : null;
        var above = from < high ? Toward(high) : null;
        return (below, above) switch
        {
            ({ } down, { } up) => from - down <= up - from ? down : up,
            _ => below ?? above,
        };

        double? Toward(double end)
        {
            var unchanged = from;
            for (var step = 1; step <= steps; step++)
            {
                var next = step == steps ? end : from + ((end - from) * step / steps);
                if (verdict(next) != standing)
                {
                    return Halve(unchanged, next);
                }

                unchanged = next;
            }

            return null;
        }

        double Halve(double unchanged, double changed)
        {
            for (var halving = 0; halving < MostHalvings; halving++)
            {
                var middle = unchanged + ((changed - unchanged) / 2);
                if (Math.Abs(changed - unchanged) <= 1e-13 * Math.Abs(changed))
                {
                    break;
                }

                (unchanged, changed) = verdict(middle) == standing ? (middle, changed) : (unchanged, middle);
            }

            return changed;
        }
    }
}
