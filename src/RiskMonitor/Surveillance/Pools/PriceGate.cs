using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// Keeps a bad print from moving anything: one that is far from those before it, or rests on too few constituents,
/// waits in quarantine until others agree with it.
/// </summary>
/// <remarks>
/// A print is quarantined when it is more than the policy's deviation from the median of the prints published before
/// it in its series (up to seven, quarantined ones among them: a median bears a few bad ones), or has too few
/// constituents. It is freed by two further prints of its series, or one print of another source, that agree with it
/// within the policy's share, have enough constituents themselves, and lie no further from it than a print lives:
/// a market that comes down to the level of a bad print a year later says nothing about that print.
/// </remarks>
public sealed class PriceGate(PricePolicy policy)
{
    /// <summary>Whether the print at this index stands, by all prints known now.</summary>
    /// <param name="series">Prints of one series, the earliest first.</param>
    /// <param name="others">Prints of the same kind by other sources, in any order.</param>
    public bool Passes(IReadOnlyList<Print> series, int index, IEnumerable<Print> others)
    {
        var print = series[index];
        return (HasEnough(print) && IsNear(series, index)) || IsConfirmed(series, index, others);
    }

    private bool HasEnough(Print print) => print.Constituents >= policy.LeastConstituents.Value;

    private bool IsNear(IReadOnlyList<Print> series, int index)
    {
        var count = Math.Min(index, policy.MedianPrints.Value);
        if (count == 0)
        {
            return true; // nothing was published before it that it could be far from
        }

        var before = new decimal[count];
        for (var back = 0; back < count; back++)
        {
            before[back] = series[index - 1 - back].Price;
        }

        Array.Sort(before);
        var median = count % 2 == 1 ? before[count / 2] : (before[(count / 2) - 1] + before[count / 2]) / 2m;
        return Math.Abs(series[index].Price - median) <= median * policy.QuarantineDeviation.Value.Value;
    }

    private bool IsConfirmed(IReadOnlyList<Print> series, int index, IEnumerable<Print> others)
    {
        var print = series[index];
        var agreeing = 0;
        for (var next = index + 1; next < series.Count && Lives(print, series[next]); next++)
        {
            agreeing += Agrees(print, series[next]) ? 1 : 0;
        }

        if (agreeing >= policy.ConfirmingPrints.Value)
        {
            return true;
        }

        foreach (var other in others)
        {
            if (!string.Equals(other.Source, print.Source, StringComparison.Ordinal) && Lives(print, other)
                && Agrees(print, other))
            {
                return true;
            }
        }

        return false;
    }

    private bool Lives(Print print, Print other) => Math.Abs(other.Day - print.Day) <= policy.MaxAgeDays.Value;

    private bool Agrees(Print print, Print other) => HasEnough(other)
        && Math.Abs(other.Price - print.Price) <= print.Price * policy.ConfirmWithin.Value.Value;
}

/// <summary>One print of an index.</summary>
/// <param name="Day">Day number.</param>
/// <param name="Price">Per card-hour, in the currency of the series.</param>
/// <param name="Source">Who filed it.</param>
public readonly record struct Print(int Day, long Position, decimal Price, int Constituents, string Source);
