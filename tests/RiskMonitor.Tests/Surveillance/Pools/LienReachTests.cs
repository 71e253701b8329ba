using CsCheck;
using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance;
using RiskMonitor.Tests.Surveillance.Claims;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>A facility of 16 million that names no pool is secured where its liens lead.</summary>
public sealed class LienReachTests
{
    private static readonly LocalDate Pledged = new(2025, 2, 3);
    private static readonly LocalDate Before = new(2025, 2, 2);
    private static readonly LocalDate Released = new(2025, 3, 10);
    private static readonly LocalDate Closed = new(2025, 3, 31);
    private static readonly LienObjects Cards = new(Serials: ClaimWorld.Serials(1, 10));

    [Fact]
    public void A_lien_on_the_serials_of_a_pool_brings_the_debt_to_it()
    {
        var history = Filed();
        Pledge(history, Cards);
        Debt(history, Before).ShouldBe(0m);
        Debt(history, Pledged).ShouldBe(16_000_000m);
        history.Pools.Inputs("LEV-DETACH", PoolHistory.Subject, Closed, history.PolicyOn(Closed))
            .ShouldContain(history.Facts[^1].Position);
    }

    [Fact]
    public void A_lien_that_a_stranger_granted_does_not()
    {
        var history = Filed();
        Pledge(history, Cards, grantor: "stranger");
        Debt(history, Closed).ShouldBe(0m);
    }

    [Fact]
    public void A_grantor_of_the_owners_group_is_no_stranger_from_the_day_on_which_the_group_is()
    {
        var history = Filed();
        Pledge(history, Cards, grantor: "parent");
        history.Close(Closed);
        history.Relate("parent", "owner", 0.6m, Released);
        Said(history, Released.PlusDays(-1)).ShouldBe(0m);
        Said(history, Released).ShouldBe(16_000_000m);
    }

    [Fact]
    public void Release_ends_it()
    {
        var history = Filed();
        Pledge(history, Cards);
        history.Close(Closed);
        history.File(new LienReleased(RegistryId.Of("zd"), "1", LienReleaseReason.PaidOff), Released);
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(Released);
        Said(history, Released.PlusDays(-1)).ShouldBe(16_000_000m);
        Said(history, Released).ShouldBe(0m);
    }

    [Fact]
    public void An_amended_lien_leads_elsewhere_from_its_day_on()
    {
        var history = Filed();
        Pledge(history, Cards);
        history.Close(Closed);
        history.File(
            new LienAmended(
                RegistryId.Of("zd"), "1", new LienObjects(Serials: ClaimWorld.Serials(500, 5)), DebtSecured: null),
            Released);
        Said(history, Released.PlusDays(-1)).ShouldBe(16_000_000m);
        Said(history, Released).ShouldBe(0m);
    }

    [Fact]
    public void Units_of_the_chip_at_the_site_are_those_of_the_pools_there()
    {
        var history = Filed();
        Pledge(history, new LienObjects(Units: new UnitObjects(PoolHistory.Chip, 10, SiteId.Of("site-1"))));
        Debt(history, Pledged).ShouldBe(16_000_000m);
        history.Close(Closed);
        history.File(
            new CardsMoved(
                PoolHistory.Pool, 10, SiteId.Of("site-1"), SiteId.Of("site-2"), Disclosed.Not<string>("not-collected")),
            Released);
        Said(history, Released.PlusDays(-1)).ShouldBe(16_000_000m);
        Said(history, Released).ShouldBe(0m);
    }

    [Fact]
    public void Receivables_lead_to_the_pool_that_earns_them_while_the_contract_runs()
    {
        var history = Filed();
        Pledge(history, new LienObjects(Claim: new ClaimObject(Receivable: ContractId.Of("a"))));
        history.Close(Closed);
        Said(history, Closed).ShouldBe(0m);
        history.Sign("a", OfftakeKind.OnDemand, 0.5m, 2.6m);
        Said(history, Pledged).ShouldBe(16_000_000m);
        history.File(new OfftakeTerminated(ContractId.Of("a"), PartyId.Of("tenant"), "breach"), Released);
        Said(history, Released).ShouldBe(0m);
    }

    [Fact]
    public void A_lease_leads_to_the_pool_until_it_ends()
    {
        var history = Filed();
        Pledge(history, new LienObjects(Claim: new ClaimObject(Lease: LeaseId.Of("l1"))));
        history.File(
            new PoolLeased(
                PoolHistory.Pool, LeaseId.Of("l1"), PoolHistory.Owner, PartyId.Of("tenant"),
                Disclosed.Not<LeaseId>("not-applicable"), Pledged, Released),
            Pledged);
        Debt(history, Released).ShouldBe(16_000_000m);
        Debt(history, Released.PlusDays(1)).ShouldBe(0m);
    }

    [Fact]
    public void What_is_restless_is_enough_whenever_liens_and_cards_are_filed()
    {
        var facts = Eventful().Facts.Skip(1).ToArray();
        var early = Replay(facts);
        Debt(early, new LocalDate(2025, 3, 20)).ShouldBe(0m);
        Debt(early, new LocalDate(2025, 2, 20)).ShouldBe(8_000_000m);
        Gen.Shuffle(facts).Sample(
            order =>
            {
                var late = Replay(order);
                for (var day = new LocalDate(2025, 2, 1); day <= Closed; day = day.PlusDays(1))
                {
                    foreach (var subject in (string[])["pool/p1", "pool/p2", "facility/f1", "group/owner"])
                    {
                        late.Said(subject, day).ShouldBe(early.Assess(subject, day), $"{subject} {day}");
                    }
                }
            },
            iter: 12,
            threads: 1);
    }

    /// <summary>The debt is split over two pools, one of which loses its cards to the other.</summary>
    private static History Eventful()
    {
        var history = Filed();
        history.File(Party("owner"), PoolHistory.Commissioned);
        Register(history, "p2", ClaimWorld.Serials(101, 10), new LocalDate(2025, 2, 7));
        history.Appraise(20_000_000m, new LocalDate(2024, 1, 1));
        history.Appraise(20_000_000m, new LocalDate(2024, 1, 1), "p2");
        Pledge(history, new LienObjects(Serials: [.. ClaimWorld.Serials(1, 2), .. ClaimWorld.Serials(101, 2)]));
        history.File(
            new CardsRetired(PoolHistory.Pool, 10, ClaimWorld.Serials(1, 10), RetirementCause.Sold),
            new LocalDate(2025, 3, 1));
        history.File(
            new CardsDelivered(PoolId.Of("p2"), 10, ClaimWorld.Serials(1, 10)), new LocalDate(2025, 3, 2));
        history.File(new LienReleased(RegistryId.Of("zd"), "1", LienReleaseReason.PaidOff), new LocalDate(2025, 3, 19));
        history.Close(Closed);
        return history;
    }

    private static History Filed()
    {
        var history = Begin();
        Register(history, "p1", ClaimWorld.Serials(1, 10), PoolHistory.Commissioned);
        history.Lend(16_000_000m, pools: []);
        return history;
    }

    private static History Replay(IEnumerable<SealedFact> facts)
    {
        var history = Begin();
        foreach (var fact in facts)
        {
            history.Refile(fact);
        }

        return history;
    }

    private static History Begin() => PoolHistory.With(PoolHistory.DefaultPolicy(), new LocalDate(2025, 2, 1));

    private static void Register(History history, string pool, Sequence<SerialCommitment> serials, LocalDate day) =>
        history.File(
            new PoolRegistered(
                PoolId.Of(pool), PoolHistory.Owner, PoolHistory.Owner, History.Place, SiteId.Of("site-1"),
                Disclosed.Not<string>("not-collected"), PoolHistory.Chip, 10, Currency.Usd, serials,
                Disclosed.Of(300_000m.Usd), Disclosed.Not<FacilityId>("not-collected"),
                Disclosed.Not<LocalDate>("not-collected")),
            day);

    private static PartyRegistered Party(string id) =>
        new(PartyId.Of(id), id, [], History.Place, [PartyRole.Operator]);

    private static void Pledge(History history, LienObjects objects, string grantor = "owner") => history.File(
        new LienRegistered(
            RegistryId.Of("zd"), "1", History.Noon(Pledged), PoolHistory.Lender, PartyId.Of(grantor),
            LienKind.Mortgage, Disclosed.Of(1), objects, Disclosed.Of(FacilityId.Of("f1")), 16_000_000m.Usd, [],
            Disclosed.Not<string>("not-applicable")),
        Pledged);

    private static decimal Debt(History history, LocalDate day) => Central(history.Assess(PoolHistory.Subject, day));

    /// <summary>As last said because the pool was called restless.</summary>
    private static decimal Said(History history, LocalDate day) => Central(history.Said(PoolHistory.Subject, day));

    private static decimal Central(Assessment? said) =>
        said!.Indicators.Single(indicator => indicator.Name == "D").Central!.Value.Value;
}
