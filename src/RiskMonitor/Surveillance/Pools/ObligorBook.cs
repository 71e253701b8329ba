using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Alerts;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Facilities, borrowers, obligor groups, and parties that are known from their accounts alone.</summary>
/// <remarks>
/// Figures are sums of the pools' slices. In the engine's list it stands after the pool book, whose restless pools
/// make their facilities, borrowers and groups restless from the same day.
/// </remarks>
public sealed class ObligorBook(Knowledge knowledge, PolicyBook policies, Groups groups, PoolBook pools) : IBook
{
    private static readonly string Facility = "facility/";
    private static readonly string Party = "party/";
    private static readonly string Group = "group/";
    private static readonly int MostRecent = 32_768; // a month of a thousand facilities

    private readonly SortedDictionary<string, PartyId> borrowers = new(StringComparer.Ordinal); // by facility
    private readonly SortedDictionary<string, SortedSet<string>> facilities = new(StringComparer.Ordinal); // by party
    private readonly SortedDictionary<string, PartyId> accounts = new(StringComparer.Ordinal); // by party key
    private readonly SortedDictionary<string, SortedSet<string>> members = new(StringComparer.Ordinal); // by group

    private readonly Dictionary<(string Loans, LocalDate Day), (PolicyInForce Policy, Standing Standing)> recent = [];

    public bool Owns(string subject) => subject.StartsWith(Facility, StringComparison.Ordinal)
        || subject.StartsWith(Party, StringComparison.Ordinal) || subject.StartsWith(Group, StringComparison.Ordinal);

    public Jurisdiction? JurisdictionOf(string subject)
    {
        var named = subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (subject.StartsWith(Facility, StringComparison.Ordinal))
        {
            return borrowers.TryGetValue(subject, out var borrower) ? PlaceOf(borrower.Value, subject) : null;
        }

        if (subject.StartsWith(Group, StringComparison.Ordinal) && PlaceOf(named, facility: null) is null)
        {
            foreach (var party in MembersOf(named))
            {
                if (PlaceOf(party, facilities[party].Min) is { } place)
                {
                    return place;
                }
            }
        }

        return PlaceOf(named, facilities.TryGetValue(named, out var own) ? own.Min : null);
    }

    public void Notice(FactChange change, Restless restless)
    {
        recent.Clear();
        foreach (var side in (ReadOnlySpan<IStated?>)[change.Before, change.After])
        {
            switch (side?.Data)
            {
                case FacilityOpened opened:
                    Open(opened, side, restless);
                    break;
                case AccountsReported reported:
                    accounts[$"{Party}{reported.Party}"] = reported.Party;
                    restless.Add($"{Party}{reported.Party}", reported.PeriodEnd);
                    break;
                case PartyRegistered registered:
                    Registered(registered, side, restless);
                    break;
                case IFact fact when fact.Stream.StartsWith(Facility, StringComparison.Ordinal):
                    Touch(fact.Stream, side.ValidTime.InUtc().Date.PlusDays(-1), restless);
                    break;
                case PartyRelationDeclared or PartyRelationEnded:
                    Regroup(side.ValidTime.InUtc().Date.PlusDays(-1), restless);
                    break;
            }
        }

        Follow(restless);
    }

    public void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to, Restless restless)
    {
        recent.Clear();
        Follow(restless);
        foreach (var party in accounts.Keys)
        {
            Wake(party);
        }

        foreach (var facility in borrowers.Keys)
        {
            Wake(facility);
        }

        void Wake(string subject)
        {
            if (JurisdictionOf(subject) is { } place && jurisdiction.Covers(place))
            {
                Touch(subject, from, restless);
            }
        }
    }

    public void PolicyChanged(PolicyInForce policy, Restless restless)
    {
        recent.Clear();
        foreach (var subject in borrowers.Keys.Concat(accounts.Keys))
        {
            Touch(subject, policy.EffectiveFrom, restless);
        }
    }

    public Assessment? Assess(string subject, LocalDate day, PolicyInForce policy)
    {
        var named = subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (JurisdictionOf(subject) is not { } place)
        {
            return null;
        }

        var loans = LoansOf(subject, named, day, policy);
        if (loans.Count > 0)
        {
            var (indicators, parties) = StandingOf(loans, day, policy);
            return new Assessment(
                subject, day, place, GroupOf(subject, named, day), parties, policy.Stamp, indicators, [], []);
        }

        return ScreeningOf(subject, named, day, policy) is { } screening
            ? new Assessment(
                subject, day, place, GroupOf(subject, named, day), [PartyId.Of(named)], policy.Stamp,
                screening.Indicators(), [screening.Read()], [])
            : null;
    }

    /// <summary>The screening of a party that reports accounts; sums of pools are judged with the pools.</summary>
    public IReadOnlyList<string> RulesOf(string subject) => accounts.ContainsKey(subject) ? [DetachmentRule.Id] : [];

    public Sequence<long> Inputs(string rule, string subject, LocalDate day, PolicyInForce policy) =>
        Screened(rule, subject, day, policy) is { } screening ? [screening.Position] : [];

    public Sequence<FlipPoint> FlipPoints(string rule, string subject, LocalDate day, PolicyInForce policy) =>
        Screened(rule, subject, day, policy)?.FlipPoints() ?? [];

    private Screening? Screened(string rule, string subject, LocalDate day, PolicyInForce policy)
    {
        var named = subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return rule == DetachmentRule.Id && LoansOf(subject, named, day, policy).Count == 0
            ? ScreeningOf(subject, named, day, policy)
            : null;
    }

    private Screening? ScreeningOf(string subject, string named, LocalDate day, PolicyInForce policy) =>
        subject.StartsWith(Party, StringComparison.Ordinal)
            ? Screening.At(knowledge, PartyId.Of(named), day, policy)
            : null;

    /// <summary>What is open and owed on the day, by key of the facility.</summary>
    private List<Loan> LoansOf(string subject, string named, LocalDate day, PolicyInForce policy)
    {
        var loans = new List<Loan>(capacity: 1);
        if (subject.StartsWith(Facility, StringComparison.Ordinal))
        {
            AddOpen(subject);
            return loans;
        }

        foreach (var key in FacilitiesOf(subject, named))
        {
            AddOpen(key);
        }

        return loans;

        void AddOpen(string key)
        {
            if (pools.Securities.Loan(key, policy) is { } loan && loan.OpenedOn <= day && !(loan.Closed <= day)
                && Owes(subject, named, loan.Opened.Borrower, day))
            {
                loans.Add(loan);
            }
        }
    }

    /// <summary>Made once for a facility, its only borrower's and its group's sake.</summary>
    private Standing StandingOf(List<Loan> loans, LocalDate day, PolicyInForce policy)
    {
        var key = (loans.Count == 1 ? loans[0].Id.Value : string.Join('\n', loans.Select(loan => loan.Id.Value)), day);
        if (recent.TryGetValue(key, out var known) && ReferenceEquals(known.Policy, policy))
        {
            return known.Standing;
        }

        var stake = new Stake();
        var currency = loans[0].Currency;
        var parties = new SortedList<string, PartyId>(StringComparer.Ordinal);
        foreach (var loan in loans)
        {
            parties[loan.Opened.Lender.Value] = loan.Opened.Lender;
            parties[loan.Opened.Borrower.Value] = loan.Opened.Borrower;
            foreach (var guarantor in loan.GuarantorsAt(day))
            {
                parties[guarantor.Value] = guarantor;
            }

            AddLoan(stake, loan, currency, day, policy);
        }

        if (recent.Count >= MostRecent)
        {
            recent.Clear();
        }

        var standing = new Standing(StakeIndicators.Of(stake, currency), [.. parties.Values]);
        recent[key] = (policy, standing);
        return standing;
    }

    private void AddLoan(Stake stake, Loan loan, Currency currency, LocalDate day, PolicyInForce policy)
    {
        var (secured, debts, _) = pools.Securities.Split(loan, day, policy);
        for (var index = 0; index < secured.Count; index++)
        {
            var figures = pools.FiguresOf($"pool/{secured[index]}", day, policy);
            var slice = figures is null ? -1 : IndexOf(figures, loan);
            if (slice < 0)
            {
                stake.AddUnknown(In(debts[index], loan.Currency, currency, day, policy));
                continue;
            }

            stake.Add(figures!, slice, pools.Rates.Convert(new Money(1m, figures!.Currency), currency, day, policy));
        }

        if (secured.Count == 0)
        {
            stake.AddUnknown(In(loan.OwedAt(day), loan.Currency, currency, day, policy));
        }
    }

    private Known In(decimal amount, Currency from, Currency to, LocalDate day, PolicyInForce policy) =>
        pools.Rates.Convert(new Money(amount, from), to, day, policy) is { } converted
            ? Known.Of(converted)
            : Known.Not(Doubt.Fx);

    private static int IndexOf(PoolFigures figures, Loan loan)
    {
        for (var index = 0; index < figures.Slices.Count; index++)
        {
            if (figures.Slices[index].Loan?.Id == loan.Id)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Of a party or of a group, ascending.</summary>
    private SortedSet<string> FacilitiesOf(string subject, string named)
    {
        if (subject.StartsWith(Party, StringComparison.Ordinal))
        {
            return facilities.TryGetValue(named, out var own) ? own : [];
        }

        var parties = MembersOf(named);
        if (parties.Count == 1)
        {
            return facilities[parties.Min!];
        }

        var all = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var party in parties)
        {
            all.UnionWith(facilities[party]);
        }

        return all;
    }

    /// <summary>Whether the borrower is the subject, or in the group that is, on the day.</summary>
    private bool Owes(string subject, string named, PartyId borrower, LocalDate day) =>
        subject.StartsWith(Facility, StringComparison.Ordinal)
        || string.Equals(
            subject.StartsWith(Party, StringComparison.Ordinal) ? borrower.Value : groups.GroupOf(borrower, day),
            named,
            StringComparison.Ordinal);

    /// <summary>Borrowers that are or were in the group on any day.</summary>
    private SortedSet<string> MembersOf(string group) => members.TryGetValue(group, out var known) ? known : [];

    private string GroupOf(string subject, string named, LocalDate day) =>
        subject.StartsWith(Group, StringComparison.Ordinal) ? named
        : groups.GroupOf(
            subject.StartsWith(Facility, StringComparison.Ordinal) ? borrowers[subject] : PartyId.Of(named), day);

    private Jurisdiction? PlaceOf(string party, string? facility)
    {
        var registered = knowledge.About<PartyRegistered>($"{Party}{party}");
        if (registered.Count > 0)
        {
            return registered[^1].Data.Jurisdiction;
        }

        if (facility is not null)
        {
            foreach (var opened in knowledge.About<FacilityOpened>(facility))
            {
                foreach (var pool in opened.Data.Pools)
                {
                    if (knowledge.About<PoolRegistered>($"pool/{pool}") is { Count: > 0 } known)
                    {
                        return known[^1].Data.Jurisdiction;
                    }
                }
            }
        }

        return null;
    }

    private void Open(FacilityOpened opened, IStated side, Restless restless)
    {
        var key = $"{Facility}{opened.Facility}";
        borrowers[key] = opened.Borrower;
        if (!facilities.TryGetValue(opened.Borrower.Value, out var owed))
        {
            facilities.Add(opened.Borrower.Value, owed = new SortedSet<string>(StringComparer.Ordinal));
        }

        owed.Add(key);
        Touch(key, side.ValidTime.InUtc().Date.PlusDays(-1), restless);
    }

    private void Registered(PartyRegistered registered, IStated side, Restless restless)
    {
        var key = $"{Party}{registered.Party}";
        if (accounts.ContainsKey(key) || facilities.ContainsKey(registered.Party.Value))
        {
            var from = policies.JudgedFrom(registered.Jurisdiction) ?? side.ValidTime.InUtc().Date;
            Touch(key, from, restless);
            foreach (var owed in facilities.TryGetValue(registered.Party.Value, out var own) ? own : [])
            {
                Touch(owed, from, restless); // one that names no pool has its jurisdiction from the borrower
            }
        }
    }

    /// <summary>A facility with its borrower and the groups of it, or a party with its groups.</summary>
    private void Touch(string subject, LocalDate day, Restless restless)
    {
        restless.Add(subject, day);
        var party = borrowers.TryGetValue(subject, out var borrower) ? borrower
            : accounts.TryGetValue(subject, out var reporting) ? reporting
            : null;
        if (party is not null && facilities.ContainsKey(party.Value))
        {
            restless.Add($"{Party}{party}", day);
            foreach (var group in groups.EverOf(party))
            {
                if (!members.TryGetValue(group, out var parties))
                {
                    members.Add(group, parties = new SortedSet<string>(StringComparer.Ordinal));
                }

                parties.Add(party.Value);
                restless.Add($"{Group}{group}", day);
            }
        }
    }

    private void Regroup(LocalDate day, Restless restless)
    {
        foreach (var facility in borrowers.Keys)
        {
            Touch(facility, day, restless);
        }

        foreach (var group in members.Keys)
        {
            restless.Add($"{Group}{group}", day);
        }
    }

    /// <summary>What rests on a restless pool is restless as well.</summary>
    private void Follow(Restless restless)
    {
        List<(string Pool, LocalDate Day)>? moved = null;
        foreach (var (subject, day) in restless.Subjects)
        {
            if (pools.Owns(subject))
            {
                (moved ??= []).Add((subject, day));
            }
        }

        foreach (var (pool, day) in moved ?? [])
        {
            foreach (var facility in pools.FacilitiesOf(pool))
            {
                Touch(facility, day, restless);
            }
        }
    }

    /// <summary>What is said of several facilities together, whoever they are asked for.</summary>
    private sealed record Standing(Sequence<Indicator> Indicators, Sequence<PartyId> Parties);
}
