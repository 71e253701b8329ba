using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>For which days and months something was filed about a pool, by kind.</summary>
internal sealed class Receipts
{
    private readonly Dictionary<ReportedKind, SortedList<int, int>> counts = [];

    /// <param name="period">A day number where the kind is filed by day, else a month.</param>
    /// <param name="by">1 when a fact came, −1 when it went.</param>
    public void Count(ReportedKind kind, int period, int by)
    {
        if (!counts.TryGetValue(kind, out var periods))
        {
            counts.Add(kind, periods = []);
        }

        var count = periods.GetValueOrDefault(period) + by;
        if (count > 0)
        {
            periods[period] = count;
        }
        else
        {
            periods.Remove(period);
        }
    }

    /// <summary>Periods with a filing, of those from the first to the last.</summary>
    public int Between(ReportedKind kind, int first, int last)
    {
        if (!counts.TryGetValue(kind, out var periods))
        {
            return 0;
        }

        return From(periods, last + 1) - From(periods, first);
    }

    /// <summary>Index of the first period that is not before.</summary>
    private static int From(SortedList<int, int> periods, int period)
    {
        var (low, high) = (0, periods.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = periods.Keys[middle] < period ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
