using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Market;
using RiskMonitor.Policy;
using RiskMonitor.Utilization;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>Which facts answer which reporting obligation, and when they were due.</summary>
internal static class Reports
{
    /// <summary>Null where nobody is obliged to file it by a calendar.</summary>
    public static ReportedKind? KindOf(object fact) => fact switch
    {
        UtilizationReported => ReportedKind.Utilization,
        EnergyMetered => ReportedKind.Energy,
        BillIssued or BillCredited => ReportedKind.Bill,
        PaymentReceived => ReportedKind.Payment,
        PaymentMade => ReportedKind.Cost,
        AppraisalReported => ReportedKind.Appraisal,
        CardsCounted => ReportedKind.Census,
        IndexPublished or PriceObserved => ReportedKind.Price,
        AccountsReported => ReportedKind.Accounts,
        _ => null,
    };

    /// <summary>The day on which it could be known: a payment's value date, the end of a bill's month.</summary>
    public static LocalDate KnowableOn(object fact, LocalDate validDay) => fact switch
    {
        PaymentReceived received => received.ValueDate,
        PaymentMade made => made.ValueDate,
        BillIssued bill => bill.Period.ToDateInterval().End,
        BillCredited credit => LocalDate.Max(validDay, credit.Period.ToDateInterval().End),
        AccountsReported accounts => accounts.PeriodEnd,
        UtilizationReported use => validDay.PlusDays((int)(use.Step * use.Allocated.Count).TotalDays),
        EnergyMetered energy => validDay.PlusDays((int)(energy.Step * energy.Energy.Count).TotalDays),
        _ => validDay,
    };

    /// <summary>First and last day of the period of the cycle that holds the day.</summary>
    public static DateInterval PeriodOf(LocalDate day, ReportingCycle cycle)
    {
        var months = cycle switch
        {
            ReportingCycle.Daily => 0,
            ReportingCycle.Monthly => 1,
            ReportingCycle.Quarterly => 3,
            _ => 12,
        };
        if (months == 0)
        {
            return new DateInterval(day, day);
        }

        var first = new LocalDate(day.Year, 1 + ((day.Month - 1) / months * months), 1);
        return new DateInterval(first, first.PlusMonths(months).PlusDays(-1));
    }

    /// <summary>As it is written in policies: <c>utilization</c>.</summary>
    public static string Name(ReportedKind kind) => $"{kind}".ToLowerInvariant();

    public static ReportingObligation? Of(PolicyInForce policy, ReportedKind kind) =>
        policy.Document.Reporting.FirstOrDefault(obligation => obligation.Kind == kind);
}
