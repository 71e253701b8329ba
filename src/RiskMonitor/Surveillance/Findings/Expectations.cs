using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Utilization;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>Of whom which kind of report is expected, from which day on, and whether it has come.</summary>
/// <remarks>
/// Of a pool, from its first commissioning on: use, energy, costs, appraisals, censuses; bills only under a take-or-pay
/// or reservation contract that is in force over the whole period. Of a contract that was billed, while it is in force:
/// the statements of the bank that its payments come from. Of a party that publishes accounts: the next ones. Prices
/// belong to no place and so to no calendar; a price that is too old shows where it is used.
/// </remarks>
internal sealed class Expectations(Knowledge knowledge)
{
    private static readonly ReportedKind[] OfPools =
    [
        ReportedKind.Utilization, ReportedKind.Energy, ReportedKind.Bill, ReportedKind.Cost, ReportedKind.Appraisal,
        ReportedKind.Census,
    ];

    private static readonly ReportedKind[] OfContracts = [ReportedKind.Payment];
    private static readonly ReportedKind[] OfParties = [ReportedKind.Accounts];

    private readonly Banks banks = new(knowledge);
    private readonly SortedSet<string> subjects = new(StringComparer.Ordinal);

    /// <summary>Everybody of whom something is expected, in ordinal order.</summary>
    public IReadOnlyCollection<string> Subjects => subjects;

    public void Notice(FactChange change)
    {
        banks.Notice(change);
        if (change.Data switch
        {
            PoolRegistered pool => $"pool/{pool.Pool}",
            OfftakeSigned contract => $"contract/{contract.Contract}",
            AccountsReported accounts => $"party/{accounts.Party}",
            _ => null,
        } is { } subject)
        {
            subjects.Add(subject);
        }
    }

    public static IReadOnlyList<ReportedKind> KindsOf(string subject) =>
        subject.StartsWith("pool/", StringComparison.Ordinal) ? OfPools
        : subject.StartsWith("contract/", StringComparison.Ordinal) ? OfContracts
        : OfParties;

    /// <summary>Periods that begin before this day are not expected; null where nothing is.</summary>
    public LocalDate? Since(string subject, PolicyInForce policy) => KindsOf(subject)[0] switch
    {
        ReportedKind.Payment => knowledge.About<BillIssued>(subject) is [var bill, ..]
            ? policy.DayOf(bill.ValidTime)
            : null,
        ReportedKind.Accounts => knowledge.About<AccountsReported>(subject) is { Count: > 0 } accounts
            ? accounts.Min(own => own.Data.PeriodEnd)
            : null,
        _ => knowledge.About<CardsCommissioned>(subject) is [var first, ..] ? policy.DayOf(first.ValidTime) : null,
    };

    public bool IsExpected(string subject, ReportedKind kind, DateInterval period) => kind switch
    {
        ReportedKind.Bill => knowledge.About<OfftakeSigned>(subject).Any(signed =>
            signed.Data.Kind is OfftakeKind.TakeOrPay or OfftakeKind.Reservation && IsInForce(signed.Data, period)),
        ReportedKind.Payment => Contract(subject) is { } contract && IsInForce(contract, period),
        _ => true,
    };

    public bool Has(string subject, ReportedKind kind, DateInterval period, PolicyInForce policy)
    {
        var from = period.Start.AtStartOfDayInZone(policy.Zone).ToInstant();
        var to = period.End.PlusDays(1).AtStartOfDayInZone(policy.Zone).ToInstant();
        return kind switch
        {
            ReportedKind.Utilization => Within<UtilizationReported>(subject, from, to),
            ReportedKind.Energy => Within<EnergyMetered>(subject, from, to),
            ReportedKind.Bill => Within<BillIssued>(subject, from, to),
            ReportedKind.Cost => Within<PaymentMade>(subject, from, to),
            ReportedKind.Appraisal => Within<AppraisalReported>(subject, from, to),
            ReportedKind.Census => Within<CardsCounted>(subject, from, to),
            ReportedKind.Accounts => knowledge.About<AccountsReported>(subject)
                .Any(own => period.Contains(own.Data.PeriodEnd)),
            _ => IsStated(subject, period.Start, period.End),
        };
    }

    /// <summary>Whether something newer than this day is there, or the day itself.</summary>
    public bool IsFresh(string subject, ReportedKind kind, LocalDate oldest, PolicyInForce policy) => kind switch
    {
        ReportedKind.Payment => IsStated(subject, oldest, oldest),
        _ => Newest(subject, kind, policy) is { } newest && newest >= oldest,
    };

    /// <summary>The day of the newest report; null where there is none.</summary>
    public LocalDate? Newest(string subject, ReportedKind kind, PolicyInForce policy) => kind switch
    {
        ReportedKind.Utilization => Last<UtilizationReported>(subject, policy),
        ReportedKind.Energy => Last<EnergyMetered>(subject, policy),
        ReportedKind.Bill => Last<BillIssued>(subject, policy),
        ReportedKind.Cost => Last<PaymentMade>(subject, policy),
        ReportedKind.Appraisal => Last<AppraisalReported>(subject, policy),
        ReportedKind.Census => Last<CardsCounted>(subject, policy),
        ReportedKind.Payment => Last<PaymentReceived>(subject, policy),
        ReportedKind.Accounts => knowledge.About<AccountsReported>(subject) is { Count: > 0 } accounts
            ? accounts.Max(own => own.Data.PeriodEnd)
            : null,
        _ => null,
    };

    /// <summary>Whether the bank has told everything of these days: a payment, or that there was none.</summary>
    private bool IsStated(string subject, LocalDate from, LocalDate to) =>
        Contract(subject) is { } contract && banks.IsComplete($"{contract.Contract}", contract.Seller, from, to);

    private OfftakeSigned? Contract(string subject) =>
        knowledge.About<OfftakeSigned>(subject) is [.., var signed] ? signed.Data : null;

    private bool IsInForce(OfftakeSigned contract, DateInterval period) =>
        contract.Start <= period.Start && contract.End >= period.End
        && knowledge.About<OfftakeTerminated>($"contract/{contract.Contract}").Count == 0;

    private LocalDate? Last<T>(string subject, PolicyInForce policy)
        where T : class => knowledge.About<T>(subject) is [.., var last] ? policy.DayOf(last.ValidTime) : null;

    private bool Within<T>(string subject, Instant from, Instant to)
        where T : class
    {
        var facts = knowledge.About<T>(subject);
        var (low, high) = (0, facts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = facts[middle].ValidTime < from ? (middle + 1, high) : (low, middle);
        }

        return low < facts.Count && facts[low].ValidTime < to;
    }
}
