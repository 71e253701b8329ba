using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Policy;
using RiskMonitor.Utilization;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>
/// DQ-LATE: what was due for a period had not come when the due day was closed. DQ-STALE: the newest filing of a kind
/// is older than the policy allows. Both end when it comes.
/// </summary>
/// <remarks>
/// Expected of every pool from its first commissioning on; bills only under a take-or-pay or reservation contract that
/// is in force over the whole period. Receipts are not expected by the pool: the bank's filing answers for them. What
/// is due daily is looked for by the month, since a block may hold a month of days; shorter gaps are stale.
/// </remarks>
internal sealed class Punctuality(Knowledge knowledge, PolicyBook policies, Scopes scopes, FindingLog log)
{
    private static readonly ReportedKind[] Expected =
    [
        ReportedKind.Utilization, ReportedKind.Energy, ReportedKind.Bill, ReportedKind.Cost, ReportedKind.Appraisal,
        ReportedKind.Census,
    ];

    private readonly SortedSet<string> pools = new(StringComparer.Ordinal);

    public void Notice(FactChange change)
    {
        if (change.Data is PoolRegistered registered)
        {
            pools.Add($"pool/{registered.Pool}");
        }

        if (Reports.KindOf(change.Data) is not { } kind || !Expected.Contains(kind))
        {
            return;
        }

        foreach (var pool in ((IFact)change.Data).References.Select(key => key.ToString()).Where(pools.Contains))
        {
            foreach (var stated in (IStated?[])[change.Before, change.After])
            {
                if (stated is not null)
                {
                    Recheck(pool, kind, stated.ValidTime);
                }
            }
        }
    }

    public void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to)
    {
        foreach (var pool in pools)
        {
            if (scopes.Of(pool).Jurisdiction is { } place && jurisdiction.Covers(place)
                && policies.On(to, place) is { } policy && CommissionedOn(pool, policy) is { } commissioned)
            {
                foreach (var kind in Expected)
                {
                    if (Reports.Of(policy, kind) is { } obligation)
                    {
                        Late(pool, obligation, policy, commissioned, from, to);
                        Stale(pool, obligation, policy, commissioned, to);
                    }
                }
            }
        }
    }

    private void Recheck(string pool, ReportedKind kind, Instant validTime)
    {
        if (scopes.Of(pool).Jurisdiction is not { } place || policies.LastClosed(place) is not { } closed
            || policies.On(closed, place) is not { } policy || Reports.Of(policy, kind) is not { } obligation
            || CommissionedOn(pool, policy) is not { } commissioned)
        {
            return;
        }

        var due = Reports.PeriodOf(policy.DayOf(validTime), CycleOf(obligation)).End.PlusDays(obligation.DueDays);
        if (due <= closed)
        {
            Late(pool, obligation, policy, commissioned, due, due);
        }

        Stale(pool, obligation, policy, commissioned, closed);
    }

    /// <summary>Periods whose due day is one of these.</summary>
    private void Late(
        string pool,
        ReportingObligation obligation,
        PolicyInForce policy,
        LocalDate since,
        LocalDate from,
        LocalDate to)
    {
        var period = Reports.PeriodOf(from.PlusDays(-obligation.DueDays), CycleOf(obligation));
        for (; period.End.PlusDays(obligation.DueDays) <= to; period = Reports.PeriodOf(
            period.End.PlusDays(1), CycleOf(obligation)))
        {
            if (period.Start < since || period.End.PlusDays(obligation.DueDays) < from)
            {
                continue;
            }

            var detail = $"{Reports.Name(obligation.Kind)} of {Iso(period.Start)} to {Iso(period.End)}";
            if (IsExpected(pool, obligation.Kind, period) && !Has(pool, obligation.Kind, period, policy))
            {
                log.Open("DQ-LATE", pool, detail, period.End.PlusDays(obligation.DueDays), source: null);
            }
            else
            {
                log.Close("DQ-LATE", pool, detail);
            }
        }
    }

    private void Stale(
        string pool, ReportingObligation obligation, PolicyInForce policy, LocalDate since, LocalDate closed)
    {
        var newest = Newest(pool, obligation.Kind) is { } instant ? policy.DayOf(instant) : since;
        var lastFresh = LocalDate.Max(newest, since).PlusDays(obligation.StaleDays);
        var name = Reports.Name(obligation.Kind);
        if (lastFresh < closed && IsExpected(pool, obligation.Kind, new DateInterval(closed, closed)))
        {
            log.Open("DQ-STALE", pool, name, lastFresh.PlusDays(1), source: null);
        }
        else
        {
            log.Close("DQ-STALE", pool, name);
        }
    }

    private static ReportingCycle CycleOf(ReportingObligation obligation) =>
        obligation.Cycle == ReportingCycle.Daily ? ReportingCycle.Monthly : obligation.Cycle;

    private bool IsExpected(string pool, ReportedKind kind, DateInterval period) =>
        kind != ReportedKind.Bill || knowledge.About<OfftakeSigned>(pool).Any(signed =>
            signed.Data.Kind is OfftakeKind.TakeOrPay or OfftakeKind.Reservation
            && signed.Data.Start <= period.Start && signed.Data.End >= period.End
            && knowledge.About<OfftakeTerminated>($"contract/{signed.Data.Contract}").Count == 0);

    private bool Has(string pool, ReportedKind kind, DateInterval period, PolicyInForce policy)
    {
        var from = period.Start.AtStartOfDayInZone(policy.Zone).ToInstant();
        var to = period.End.PlusDays(1).AtStartOfDayInZone(policy.Zone).ToInstant();
        return kind switch
        {
            ReportedKind.Utilization => Within<UtilizationReported>(pool, from, to),
            ReportedKind.Energy => Within<EnergyMetered>(pool, from, to),
            ReportedKind.Bill => Within<BillIssued>(pool, from, to),
            ReportedKind.Cost => Within<PaymentMade>(pool, from, to),
            ReportedKind.Appraisal => Within<AppraisalReported>(pool, from, to),
            _ => Within<CardsCounted>(pool, from, to),
        };
    }

    private Instant? Newest(string pool, ReportedKind kind) => kind switch
    {
        ReportedKind.Utilization => Last<UtilizationReported>(pool),
        ReportedKind.Energy => Last<EnergyMetered>(pool),
        ReportedKind.Bill => Last<BillIssued>(pool),
        ReportedKind.Cost => Last<PaymentMade>(pool),
        ReportedKind.Appraisal => Last<AppraisalReported>(pool),
        _ => Last<CardsCounted>(pool),
    };

    private Instant? Last<T>(string pool)
        where T : class => knowledge.About<T>(pool) is [.., var last] ? last.ValidTime : null;

    private bool Within<T>(string pool, Instant from, Instant to)
        where T : class
    {
        var facts = knowledge.About<T>(pool);
        var (low, high) = (0, facts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = facts[middle].ValidTime < from ? (middle + 1, high) : (low, middle);
        }

        return low < facts.Count && facts[low].ValidTime < to;
    }

    private LocalDate? CommissionedOn(string pool, PolicyInForce policy) =>
        knowledge.About<CardsCommissioned>(pool) is [var first, ..] ? policy.DayOf(first.ValidTime) : null;

    private static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);
}
