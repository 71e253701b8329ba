using NodaTime;
using RiskMonitor.Lending;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>One facility over time, as known now: what is owed, what falls due, on which pools.</summary>
/// <remarks>
/// Owed at the end of a day: principal drawn less repaid, + interest due by then and not paid, + the interest of the
/// running period in proportion to its days. Interest falls due by the schedule that was in force on its due date.
/// A facility that is closed owes nothing. Amounts are rounded to minor units, halves away from zero.
/// </remarks>
internal sealed class Loan
{
    private static readonly Sequence<PoolId> NoPools = [];

    private readonly List<(LocalDate From, Sequence<Instalment> Schedule)> schedules = [];
    private readonly List<(LocalDate From, Sequence<PoolId> Pools)> pools = [];
    private readonly List<(LocalDate From, Sequence<Covenant> Covenants)> covenants = [];
    private readonly List<LocalDate> anchors = [];
    private readonly List<(int Day, decimal Principal, decimal InterestPaid)> balances = [];
    private readonly List<Instalment> due = [];
    private readonly List<(LocalDate From, PartyId Guarantor)> guarantees = [];
    private readonly List<(LocalDate Day, long Position)> facts = [];

    private Loan(string key, FacilityOpened opened, LocalDate openedOn) =>
        (Key, Opened, OpenedOn) = (key, opened, openedOn);

    /// <summary>As <c>facility/fac-7</c>.</summary>
    public string Key { get; }

    public FacilityOpened Opened { get; }

    public FacilityId Id => Opened.Facility;

    public LocalDate OpenedOn { get; }

    public LocalDate? Closed { get; private set; }

    public Currency Currency => Opened.Commitment.Currency;

    /// <summary>Positions of the facts that it rests on at the end of the day: none of a later one.</summary>
    public IEnumerable<long> PositionsBy(LocalDate day) =>
        facts.Where(fact => fact.Day <= day).Select(fact => fact.Position);

    /// <summary>Null while nobody has filed its opening.</summary>
    public static Loan? Read(Knowledge knowledge, string key, DateTimeZone zone)
    {
        var opened = knowledge.About<FacilityOpened>(key);
        if (opened.Count == 0)
        {
            return null;
        }

        var loan = new Loan(key, opened[^1].Data, opened[^1].ValidTime.InZone(zone).Date);
        loan.facts.Add((loan.OpenedOn, opened[^1].Position));
        loan.schedules.Add((LocalDate.MinIsoValue, loan.Opened.Schedule));
        loan.pools.Add((LocalDate.MinIsoValue, loan.Opened.Pools));
        loan.covenants.Add((LocalDate.MinIsoValue, loan.Opened.Covenants));
        loan.anchors.Add(loan.OpenedOn);
        foreach (var amended in knowledge.About<FacilityAmended>(key))
        {
            loan.Amend(amended.Data, amended.ValidTime.InZone(zone).Date);
            loan.facts.Add((amended.ValidTime.InZone(zone).Date, amended.Position));
        }

        foreach (var closed in knowledge.About<FacilityClosed>(key))
        {
            loan.Closed ??= closed.ValidTime.InZone(zone).Date;
            loan.facts.Add((closed.ValidTime.InZone(zone).Date, closed.Position));
        }

        foreach (var given in knowledge.About<GuaranteeGiven>(key))
        {
            loan.guarantees.Add((given.ValidTime.InZone(zone).Date, given.Data.Guarantor));
        }

        loan.Balance(knowledge, key, zone);
        loan.FallDue();
        return loan;
    }

    /// <summary>D of the facility over all of its pools, in its own currency and in minor units.</summary>
    public decimal OwedAt(LocalDate day)
    {
        if (day < OpenedOn || Closed <= day)
        {
            return 0m;
        }

        var number = Months.DayNumber(day);
        var (principal, paid) = (0m, 0m);
        for (var index = balances.Count - 1; index >= 0; index--)
        {
            if (balances[index].Day <= number)
            {
                (principal, paid) = (balances[index].Principal, balances[index].InterestPaid);
                break;
            }
        }

        var (interest, before, next) = (0m, OpenedOn, (Instalment?)null);
        foreach (var instalment in due)
        {
            if (instalment.Due > day)
            {
                next = instalment;
                break;
            }

            interest += instalment.Interest.Amount;
            before = instalment.Due;
        }

        var accrued = Math.Max(interest - paid, 0m);
        if (next is not null && day > before)
        {
            var elapsed = Period.DaysBetween(before, day);
            accrued += next.Interest.Amount * elapsed / Period.DaysBetween(before, next.Due);
        }

        return decimal.Round(principal + accrued, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>Principal and interest that fall due in a month.</summary>
    public (decimal Principal, decimal Interest) DueIn(int month)
    {
        var (principal, interest) = (0m, 0m);
        foreach (var instalment in due)
        {
            if (Months.Of(instalment.Due) == month)
            {
                principal += instalment.Principal.Amount;
                interest += instalment.Interest.Amount;
            }
        }

        return (principal, interest);
    }

    /// <summary>The pools that it names on the day.</summary>
    public Sequence<PoolId> PoolsAt(LocalDate day) => day < OpenedOn ? NoPools : At(pools, day);

    public Sequence<Covenant> CovenantsAt(LocalDate day) => At(covenants, day);

    /// <summary>Day of its opening or last amendment: the appraisals valid then split it over its pools.</summary>
    public LocalDate AnchorAt(LocalDate day)
    {
        for (var index = anchors.Count - 1; index > 0; index--)
        {
            if (anchors[index] <= day)
            {
                return anchors[index];
            }
        }

        return anchors[0];
    }

    public IReadOnlyList<LocalDate> Anchors => anchors;

    /// <summary>Guarantors on the day, ascending.</summary>
    public Sequence<PartyId> GuarantorsAt(LocalDate day)
    {
        if (guarantees.Count == 0)
        {
            return [];
        }

        var named = new SortedDictionary<string, PartyId>(StringComparer.Ordinal);
        foreach (var (from, guarantor) in guarantees)
        {
            if (from <= day)
            {
                named[guarantor.Value] = guarantor;
            }
        }

        return [.. named.Values];
    }

    private static Sequence<T> At<T>(List<(LocalDate From, Sequence<T> What)> versions, LocalDate day)
    {
        for (var index = versions.Count - 1; index > 0; index--)
        {
            if (versions[index].From <= day)
            {
                return versions[index].What;
            }
        }

        return versions[0].What;
    }

    private void Amend(FacilityAmended amended, LocalDate day)
    {
        anchors.Add(day);
        if (amended.Schedule is { } schedule)
        {
            schedules.Add((day, schedule));
        }

        if (amended.Pools is { } named)
        {
            pools.Add((day, named));
        }

        if (amended.Covenants is { } agreed)
        {
            covenants.Add((day, agreed));
        }
    }

    private void Balance(Knowledge knowledge, string key, DateTimeZone zone)
    {
        var changes = new List<(int Day, decimal Principal, decimal Interest)>();
        foreach (var drawn in knowledge.About<FacilityDrawn>(key))
        {
            changes.Add((Months.DayNumber(drawn.ValidTime.InZone(zone).Date), drawn.Data.Amount.Amount, 0m));
            facts.Add((drawn.ValidTime.InZone(zone).Date, drawn.Position));
        }

        foreach (var repaid in knowledge.About<FacilityRepaid>(key))
        {
            changes.Add((
                Months.DayNumber(repaid.ValidTime.InZone(zone).Date),
                -repaid.Data.Principal.Amount,
                repaid.Data.Interest.Amount));
            facts.Add((repaid.ValidTime.InZone(zone).Date, repaid.Position));
        }

        changes.Sort((left, right) => left.Day.CompareTo(right.Day));
        var (principal, paid) = (0m, 0m);
        foreach (var change in changes)
        {
            principal += change.Principal;
            paid += change.Interest;
            balances.Add((change.Day, principal, paid));
        }
    }

    private void FallDue()
    {
        for (var index = 0; index < schedules.Count; index++)
        {
            var until = index + 1 < schedules.Count ? schedules[index + 1].From : LocalDate.MaxIsoValue;
            foreach (var instalment in schedules[index].Schedule)
            {
                if (instalment.Due >= schedules[index].From && instalment.Due < until)
                {
                    due.Add(instalment);
                }
            }
        }

        due.Sort((left, right) => left.Due.CompareTo(right.Due));
    }
}
