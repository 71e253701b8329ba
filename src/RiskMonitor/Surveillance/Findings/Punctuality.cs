using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>
/// DQ-LATE: what was due for a period had not come when the due day was closed. DQ-STALE: the newest filing of a kind
/// is older than the policy allows. Both end when it comes.
/// </summary>
/// <remarks>
/// Of whom what is expected is for <see cref="Expectations"/> to say. What is due daily is looked for by the month,
/// since a block may hold a month of days; shorter gaps are stale.
/// </remarks>
internal sealed class Punctuality(Knowledge knowledge, PolicyBook policies, Scopes scopes, FindingLog log)
{
    private readonly Expectations expected = new(knowledge);

    /// <summary>Contracts of which a bank's statement is late or stale.</summary>
    private readonly SortedSet<string> unstated = new(StringComparer.Ordinal);

    public void Notice(FactChange change)
    {
        expected.Notice(change);
        if (change.Data is PaymentReceived or FilingAccepted { Covers.Kind: ReportedKind.Payment })
        {
            Statement();
        }
        else if (Reports.KindOf(change.Data) is { } kind)
        {
            foreach (var subject in ((IFact)change.Data).References.Select(key => key.ToString())
                .Where(key => expected.Subjects.Contains(key) && Expectations.KindsOf(key).Contains(kind)))
            {
                foreach (var stated in (IStated?[])[change.Before, change.After])
                {
                    if (stated is not null)
                    {
                        Recheck(subject, kind, stated);
                    }
                }
            }
        }
    }

    public void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to)
    {
        foreach (var subject in expected.Subjects)
        {
            if (scopes.Of(subject).Jurisdiction is { } place && jurisdiction.Covers(place)
                && policies.On(to, place) is { } policy && expected.Since(subject, policy) is { } since)
            {
                foreach (var kind in Expectations.KindsOf(subject))
                {
                    if (Reports.Of(policy, kind) is { } obligation)
                    {
                        Late(subject, obligation, policy, since, from, to);
                        Stale(subject, obligation, policy, since, to);
                    }
                }
            }
        }
    }

    /// <summary>
    /// A bank's statement answers for every contract that is paid through it, so all that wait are asked again, each
    /// for all that was due of it so far.
    /// </summary>
    private void Statement()
    {
        foreach (var subject in unstated.ToList())
        {
            if (Due(subject, ReportedKind.Payment) is var (obligation, policy, since, closed))
            {
                Late(subject, obligation, policy, since, since, closed);
                Stale(subject, obligation, policy, since, closed);
            }

            if (!log.HasAny("DQ-LATE", subject) && !log.HasAny("DQ-STALE", subject))
            {
                unstated.Remove(subject);
            }
        }
    }

    private void Recheck(string subject, ReportedKind kind, IStated stated)
    {
        if (Due(subject, kind) is not var (obligation, policy, since, closed))
        {
            return;
        }

        var day = stated.Data is Accounts.AccountsReported accounts
            ? accounts.PeriodEnd
            : policy.DayOf(stated.ValidTime);
        var due = Reports.PeriodOf(day, CycleOf(obligation)).End.PlusDays(obligation.DueDays);
        if (due <= closed)
        {
            Late(subject, obligation, policy, since, due, due);
        }

        Stale(subject, obligation, policy, since, closed);
    }

    /// <summary>What is expected of a subject as of the last closed day; null where nothing is.</summary>
    private (ReportingObligation Obligation, PolicyInForce Policy, LocalDate Since, LocalDate Closed)? Due(
        string subject, ReportedKind kind) =>
        scopes.Of(subject).Jurisdiction is { } place && policies.LastClosed(place) is { } closed
        && policies.On(closed, place) is { } policy && Reports.Of(policy, kind) is { } obligation
        && expected.Since(subject, policy) is { } since
            ? (obligation, policy, since, closed)
            : null;

    /// <summary>Periods whose due day is one of these.</summary>
    private void Late(
        string subject,
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
            if (expected.IsExpected(subject, obligation.Kind, period)
                && !expected.Has(subject, obligation.Kind, period, policy))
            {
                Open("DQ-LATE", subject, detail, period.End.PlusDays(obligation.DueDays), obligation.Kind);
            }
            else
            {
                log.Close("DQ-LATE", subject, detail);
            }
        }
    }

    private void Stale(
        string subject, ReportingObligation obligation, PolicyInForce policy, LocalDate since, LocalDate closed)
    {
        var newest = expected.Newest(subject, obligation.Kind, policy) ?? since;
        var lastFresh = LocalDate.Max(newest, since).PlusDays(obligation.StaleDays);
        var name = Reports.Name(obligation.Kind);
        if (lastFresh < closed
            && !expected.IsFresh(subject, obligation.Kind, closed.PlusDays(-obligation.StaleDays), policy)
            && expected.IsExpected(subject, obligation.Kind, new DateInterval(closed, closed)))
        {
            Open("DQ-STALE", subject, name, lastFresh.PlusDays(1), obligation.Kind);
        }
        else
        {
            log.Close("DQ-STALE", subject, name);
        }
    }

    private void Open(string rule, string subject, string detail, LocalDate day, ReportedKind kind)
    {
        log.Open(rule, subject, detail, day, source: null);
        if (kind == ReportedKind.Payment)
        {
            unstated.Add(subject);
        }
    }

    private static ReportingCycle CycleOf(ReportingObligation obligation) =>
        obligation.Cycle == ReportingCycle.Daily ? ReportingCycle.Monthly : obligation.Cycle;

    private static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);
}
