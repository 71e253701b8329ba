using NodaTime;

namespace RiskMonitor.Host.Native.Bills;

/// <summary>When a month's bill will not be changed any more, by the vendor's word.</summary>
/// <param name="Day">Of the following month.</param>
/// <param name="Hour">Of that day in China, GMT+8.</param>
internal sealed record Finality(int Day, int Hour)
{
    private static readonly Offset China = Offset.FromHours(8);

    /// <summary>Whether a bill of the month is final in files of this declaration: by its own word, or by the time at
    /// which they were fetched. What says neither is not final.</summary>
    /// <param name="rule">Null where the vendor names no day.</param>
    public static bool Of(Finality? rule, YearMonth month, Declaration declaration) => declaration.BillsFinal
        ?? (rule is not null && declaration.BillsAsOf is { } asOf && asOf >= rule.From(month));

    private Instant From(YearMonth month) => month.OnDayOfMonth(1).PlusMonths(1).PlusDays(Day - 1)
        .At(new LocalTime(Hour, 0)).WithOffset(China).ToInstant();
}
