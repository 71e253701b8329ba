using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Alerts;
using RiskMonitor.Lending;
using RiskMonitor.Parties;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Facilities, borrowers, obligor groups, and parties that are known from their accounts alone.</summary>
/// <remarks>
/// Figures are sums of the pools' slices. In the engine's list it stands after the pool book, whose restless pools
/// make their facilities, borrowers and groups restless from the same day.
/// </remarks>
public sealed class ObligorBook(Knowledge knowledge, PolicyBook policies, Groups groups, PoolBook pools) : IBook
{
    private readonly Obligors obligors = new(knowledge, groups);
    private readonly Standings standings = new(pools);
    private Obligor? asked; // the last one: days of one subject are asked for one after the other
    private Jurisdiction? place; // of it

    public bool Owns(string subject) => Obligor.KindOf(subject) is not null;

    public Jurisdiction? JurisdictionOf(string subject)
    {
        _ = Named(subject);
        return place;
    }

    public void Notice(FactChange change, Restless restless)
    {
        Forget();
        foreach (var side in (ReadOnlySpan<IStated?>)[change.Before, change.After])
        {
            switch (side?.Data)
            {
                case FacilityOpened opened:
                    obligors.Open($"{Obligor.Facility}{opened.Facility}", opened.Borrower);
                    Touch($"{Obligor.Facility}{opened.Facility}", side.ValidTime.InUtc().Date.PlusDays(-1), restless);
                    break;
                case AccountsReported reported:
                    obligors.Report($"{Obligor.Party}{reported.Party}", reported.Party);
                    restless.Add($"{Obligor.Party}{reported.Party}", reported.PeriodEnd);
                    break;
                case PartyRegistered registered:
                    Registered(registered, side, restless);
                    break;
                case IFact fact when fact.Stream.StartsWith(Obligor.Facility, StringComparison.Ordinal):
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
        Forget();
        Follow(restless);
        foreach (var subject in obligors.Accounts.Concat(obligors.Facilities))
        {
            if (JurisdictionOf(subject) is { } here && jurisdiction.Covers(here))
            {
                Touch(subject, from, restless);
            }
        }
    }

    public void PolicyChanged(PolicyInForce policy, Restless restless)
    {
        Forget();
        foreach (var subject in obligors.Facilities.Concat(obligors.Accounts))
        {
            Touch(subject, policy.EffectiveFrom, restless);
        }
    }

    public void Judged() => Forget();

    public string NearOf(string subject)
    {
        var obligor = Named(subject);
        return place is null ? "" : obligors.GroupOf(obligor, LocalDate.MaxIsoValue);
    }

    public Assessment? Assess(string subject, LocalDate day, PolicyInForce policy)
    {
        var obligor = Named(subject);
        if (place is null)
        {
            return null;
        }

        var loans = LoansOf(obligor, day, policy);
        if (loans.Count > 0)
        {
            var standing = standings.Of(loans, day, policy);
            return new Assessment(
                subject, day, place, obligors.GroupOf(obligor, day), standing.Parties, policy.Stamp,
                standing.Indicators, [], []);
        }

        return ScreeningOf(obligor, day, policy) is { } screening
            ? new Assessment(
                subject, day, place, obligors.GroupOf(obligor, day), [PartyId.Of(obligor.Name)], policy.Stamp,
                screening.Indicators(), [screening.Read()], [])
            : null;
    }

    /// <summary>The screening of a party that reports accounts; sums of pools are judged with the pools.</summary>
    public IReadOnlyList<string> RulesOf(string subject) => obligors.Reports(subject) ? [DetachmentRule.Id] : [];

    public Sequence<long> Inputs(string rule, string subject, LocalDate day, PolicyInForce policy) =>
        Screened(rule, subject, day, policy) is { } screening ? [screening.Position] : [];

    public Sequence<FlipPoint> FlipPoints(string rule, string subject, LocalDate day, PolicyInForce policy) =>
        Screened(rule, subject, day, policy)?.FlipPoints() ?? [];

    private Obligor Named(string subject)
    {
        if (!ReferenceEquals(asked?.Subject, subject))
        {
            asked = Obligor.Of(subject)!;
            place = obligors.PlaceOf(asked);
        }

        return asked;
    }

    private void Forget()
    {
        standings.Forget();
        asked = null;
    }

    private Screening? Screened(string rule, string subject, LocalDate day, PolicyInForce policy)
    {
        var obligor = Named(subject);
        return rule == DetachmentRule.Id && LoansOf(obligor, day, policy).Count == 0
            ? ScreeningOf(obligor, day, policy)
            : null;
    }

    private Screening? ScreeningOf(Obligor obligor, LocalDate day, PolicyInForce policy) =>
        obligor.Kind == ObligorKind.Party ? Screening.At(knowledge, PartyId.Of(obligor.Name), day, policy) : null;

    /// <summary>What is open and owed on the day, by key of the facility.</summary>
    private List<Loan> LoansOf(Obligor obligor, LocalDate day, PolicyInForce policy)
    {
        var loans = new List<Loan>(capacity: 1);
        var keys = obligors.FacilitiesOf(obligor);
        for (var index = 0; index < keys.Count; index++)
        {
            if (pools.Securities.Loan(keys[index], policy) is { } loan && loan.OpenedOn <= day && !(loan.Closed <= day)
                && obligors.Owes(obligor, loan.Opened.Borrower, day))
            {
                loans.Add(loan);
            }
        }

        return loans;
    }

    private void Registered(PartyRegistered registered, IStated side, Restless restless)
    {
        var key = $"{Obligor.Party}{registered.Party}";
        if (obligors.Reports(key) || obligors.Borrows(registered.Party.Value))
        {
            var from = policies.JudgedFrom(registered.Jurisdiction) ?? side.ValidTime.InUtc().Date;
            Touch(key, from, restless);
            foreach (var owed in obligors.OwedBy(registered.Party.Value))
            {
                Touch(owed, from, restless); // one that names no pool has its jurisdiction from the borrower
            }
        }
    }

    /// <summary>A facility with its borrower and the groups of it, or a party with its groups.</summary>
    private void Touch(string subject, LocalDate day, Restless restless)
    {
        restless.Add(subject, day);
        if (obligors.Behind(subject) is { } party)
        {
            restless.Add($"{Obligor.Party}{party}", day);
            foreach (var group in obligors.Enrol(party))
            {
                restless.Add($"{Obligor.Group}{group}", day);
            }
        }
    }

    private void Regroup(LocalDate day, Restless restless)
    {
        foreach (var facility in obligors.Facilities)
        {
            Touch(facility, day, restless);
        }

        foreach (var group in obligors.Groups)
        {
            restless.Add($"{Obligor.Group}{group}", day);
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
}
