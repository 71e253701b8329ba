using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Hours of one usage month, and which of them each portion of its bills takes.</summary>
/// <remarks>
/// Bills are by the month, so active hours are given to portions by the month, in the order of
/// <see cref="Portion.Turn"/>; every active hour of the month is then in the same parts of each. The same goes for
/// hours that were there and not active. A portion counts for the days that were reported by their share of the month.
/// </remarks>
internal sealed class MonthShape
{
    public MonthShape(PoolState pool, PoolMonth month, List<Portion> portions, Func<LocalDate, DayHours> hoursOf)
    {
        Month = month;
        Portions = portions;
        var (first, last) = (Months.First(month.Month), Months.Last(month.Month));
        Days = Period.DaysBetween(first, last) + 1;
        var (reported, present, held) = (0, 0m, 0m);
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            if (hoursOf(day) is { Why: null } hours)
            {
                reported++;
                Active += hours.Active;
                present += hours.Present;
                held += hours.Allocated - hours.Active;
            }
        }

        (Used, Idle) = (new decimal[portions.Count], new decimal[portions.Count]);
        var (active, rest) = (Active, present - Active);
        Waiting = rest;
        for (var place = 0; place < portions.Count; place++)
        {
            var billed = portions[place].Hours * reported / Days;
            Used[place] = Math.Min(billed, active);
            Idle[place] = Math.Min(billed - Used[place], rest);
            (active, rest) = (active - Used[place], rest - Idle[place]);
            if (portions[place].IsReserved != true)
            {
                (Billed, BilledActive) = (Billed + billed, BilledActive + Used[place]);
            }
        }

        // What was billed and idle is taken to have been allocated, as far as anything idle was.
        HeldUnbilled = Math.Min(Math.Max(held - Idle.Sum(), 0m), rest);
        (Open, OpenIdle) = Unbilled(pool, month, first, last);
    }

    public PoolMonth Month { get; }

    public List<Portion> Portions { get; }

    public int Days { get; }

    /// <summary>Active hours of the days that were reported.</summary>
    public decimal Active { get; }

    /// <summary>Hours of these days that were there and not active.</summary>
    public decimal Waiting { get; }

    /// <summary>Of the active hours, those of each portion.</summary>
    public decimal[] Used { get; }

    /// <summary>Of the hours that waited, those of each portion.</summary>
    public decimal[] Idle { get; }

    /// <summary>Of the hours that waited, those that were allocated and in no portion: bills are by the month, and so
    /// is what they leave out.</summary>
    public decimal HeldUnbilled { get; }

    /// <summary>Billed under contracts that reserve nothing.</summary>
    public decimal Billed { get; }

    /// <summary>The same of a day, whether anything was reported or not.</summary>
    public decimal BilledDaily =>
        Portions.Where(portion => portion.IsReserved != true).Sum(portion => portion.Hours) / Days;

    /// <summary>Of which active.</summary>
    public decimal BilledActive { get; }

    /// <summary>Why bills of hours may still come; null where none will.</summary>
    public Reason? Open { get; }

    /// <summary>The same of hours that were not even allocated: only a reservation bills these.</summary>
    public Reason? OpenIdle { get; }

    /// <summary>Billed over active, of what reserves nothing.</summary>
    public Sign Ratio
    {
        get
        {
            var bound = KindBounds.BilledOverActive.Value.Value;
            return Billed <= 0m ? new Sign(Holds: false, 0m, 0m, Missing: null)
                : BilledActive <= 0m ? new Sign(Holds: true, decimal.MaxValue, decimal.MaxValue, Missing: null)
                : Sign.Above(Doubt.Rounded(Billed / BilledActive), Doubt.Rounded(Billed / BilledActive), bound);
        }
    }

    private (Reason? All, Reason? Unallocated) Unbilled(
        PoolState pool, PoolMonth month, LocalDate first, LocalDate last)
    {
        var billed = Portions.Select(portion => portion.Contract).ToHashSet(StringComparer.Ordinal);
        var without = pool.Contracts.Where(contract => !billed.Contains(contract.Id)
            && (contract.IsInForce(first) || contract.IsInForce(last))
            && contract.At(last).ShareOf(pool.Id) > 0m).ToList();
        if (month.IsMature)
        {
            var missing = month.Gap == Doubt.Bill ? Doubt.Bill : null;
            return (missing, without.Exists(contract => contract.IsReserved) ? missing : null);
        }

        var any = without.Count > 0 || billed.Count == 0;
        return (
            any ? month.Immature : null,
            billed.Count == 0 || without.Exists(contract => contract.IsReserved) ? month.Immature : null);
    }
}

/// <summary>Hours of one day.</summary>
/// <param name="Absent">Of cards that a count did not find.</param>
/// <param name="Present">Of the others, less offline ones where they are known.</param>
/// <param name="Why">Why use of the day is not known; null where it is.</param>
internal readonly record struct DayHours(
    decimal Absent, decimal Present, decimal Allocated, decimal Active, Reason? Why);
