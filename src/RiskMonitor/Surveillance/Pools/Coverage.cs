using NodaTime;
using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What was received of each kind, against what the policy's reporting calendar expected by the day.</summary>
/// <remarks>
/// Daily kinds: the days of the policy's window that were due by the day. Monthly kinds: the last three months that
/// were due. Yearly kinds and prices: whether one that is not stale is there. Nothing is expected before the first
/// commissioning, or of a kind that the policy does not name; then it is not applicable.
/// </remarks>
internal static class Coverage
{
    private const int MonthsBack = 3;

    private static readonly (ReportedKind Kind, string Name)[] Kinds =
    [
        (ReportedKind.Appraisal, "COVERAGE_appraisal"),
        (ReportedKind.Bill, "COVERAGE_bill"),
        (ReportedKind.Census, "COVERAGE_census"),
        (ReportedKind.Cost, "COVERAGE_cost"),
        (ReportedKind.Energy, "COVERAGE_energy"),
        (ReportedKind.Payment, "COVERAGE_payment"),
        (ReportedKind.Price, "COVERAGE_price"),
        (ReportedKind.Utilization, "COVERAGE_utilization"),
    ];

    public static void Add(IndicatorList list, PoolFigures figures, PolicyInForce policy)
    {
        foreach (var (kind, name) in Kinds)
        {
            list.AddShare(
                name, Share(kind, figures, policy) is { } share ? Spread.Of(Doubt.Rounded(share)) : null);
        }
    }

    /// <summary>Last day of the obligation's due time for a period that ends on the given day.</summary>
    public static LocalDate? Due(ReportedKind kind, LocalDate end, PolicyInForce policy) =>
        ObligationOf(kind, policy) is { } obligation ? end.PlusDays(obligation.DueDays) : null;

    private static decimal? Share(ReportedKind kind, PoolFigures figures, PolicyInForce policy)
    {
        var obligation = ObligationOf(kind, policy);
        if (obligation is null || figures.Pool.Cards.First is not { } start || start > figures.Day)
        {
            return null;
        }

        return kind switch
        {
            ReportedKind.Price => figures.Price.Is ? 1m : 0m,
            ReportedKind.Appraisal => figures.Pool.Appraisals.At(figures.Day, []) is { } entry
                && Period.DaysBetween(entry.Valued, figures.Day) <= obligation.StaleDays ? 1m : 0m,
            _ when obligation.Cycle == ReportingCycle.Daily => Days(kind, obligation, start, figures, policy),
            _ when obligation.Cycle == ReportingCycle.Monthly => InMonths(kind, obligation, start, figures),
            _ => figures.Pool.Receipts.Between(
                kind,
                Months.DayNumber(figures.Day) - obligation.StaleDays,
                Months.DayNumber(figures.Day)) > 0 ? 1m : 0m,
        };
    }

    private static decimal? Days(
        ReportedKind kind, ReportingObligation obligation, LocalDate start, PoolFigures figures, PolicyInForce policy)
    {
        var last = Months.DayNumber(figures.Day) - obligation.DueDays;
        var first = Math.Max(last - policy.Document.WindowDays.Value + 1, Months.DayNumber(start));
        if (first > last)
        {
            return null;
        }

        var received = kind == ReportedKind.Utilization
            ? figures.Pool.Ledger.Covered(first, last)
            : figures.Pool.Receipts.Between(kind, first, last);
        return received / (decimal)(last - first + 1);
    }

    private static decimal? InMonths(
        ReportedKind kind, ReportingObligation obligation, LocalDate start, PoolFigures figures)
    {
        var last = Months.LastEnded(figures.Day.PlusDays(-obligation.DueDays));
        var first = Math.Max(last - MonthsBack + 1, Months.Of(start));
        return first > last ? null : figures.Pool.Receipts.Between(kind, first, last) / (decimal)(last - first + 1);
    }

    private static ReportingObligation? ObligationOf(ReportedKind kind, PolicyInForce policy)
    {
        foreach (var obligation in policy.Document.Reporting)
        {
            if (obligation.Kind == kind)
            {
                return obligation;
            }
        }

        return null;
    }
}
