using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Units;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

/// <summary>Claims on leases and receivables lead to cards; cards that are exchanged stay the same card.</summary>
public sealed class TransitiveClaimTests
{
    private readonly ClaimWorld world = new();

    public TransitiveClaimTests() => world.File("2025-01-06", Pool("pool-1", Serials(1, 5)));

    [Fact]
    public void A_mortgage_and_a_pledged_lease_of_the_same_cards_are_a_duplicate()
    {
        world.File("2025-01-10", Leased("pool-1", "lease-1", "owner", "lessee"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-03-03", Lease("lease-1"), "lender-b", kind: LienKind.Pledge));

        world.Dup("1", "2", "2025-03-16").ShouldBe("clear");
        world.Dup("1", "2", "2025-03-17").ShouldBe("breach");
        var reading = world.Read("COL-DUP", Pair("1", "2"), "2025-03-17");
        reading.Attributes.ShouldBe(["through-lease"]);
        reading.Measures[0].Low.ShouldBe(Figure.Of(5m));
    }

    [Fact]
    public void It_does_not_matter_that_the_lease_and_the_pool_come_last()
    {
        var late = new ClaimWorld();
        late.File(Registered("2", "2025-03-03", Lease("lease-1"), "lender-b", kind: LienKind.Pledge));
        late.File(Registered("1", "2025-02-10", Cards(1, 5)));
        late.File("2025-01-10", Leased("pool-1", "lease-1", "owner", "lessee"));
        late.Met("1", "2").ShouldBeFalse();

        var restless = late.File("2025-01-06", Pool("pool-1", Serials(1, 5)));

        restless.Subjects.Select(subject => subject.Key).ShouldContain(Pair("1", "2"));
        late.Dup("1", "2", "2025-03-17").ShouldBe("breach");
    }

    [Fact]
    public void A_lease_leads_through_its_sub_leases_and_no_longer_than_it_lasts()
    {
        world.File("2025-01-10", Leased("pool-1", "sub-1", "lessee", "user", parent: "head-1", end: "2025-06-30"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-03-03", Lease("head-1"), "lender-b", kind: LienKind.Pledge));

        world.Dup("1", "2", "2025-06-30").ShouldBe("breach");
        world.Dup("1", "2", "2025-07-01").ShouldBe("clear");
    }

    [Fact]
    public void The_lessors_own_receivable_is_derived_from_its_title_and_silent()
    {
        world.File("2025-01-10", Leased("pool-1", "lease-1", "lessor", "owner"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5), "lessor", kind: LienKind.FinanceLease, rank: null));
        world.File(Registered("2", "2025-03-03", Lease("lease-1"), "lender-b", grantor: "lessor"));

        world.Dup("1", "2", "2025-05-01").ShouldBe("clear");
        world.Overlap("1", "2", "2025-05-01").ShouldBe("clear");
    }

    [Fact]
    public void A_third_partys_mortgage_stands_against_the_title_and_not_against_what_is_derived_from_it()
    {
        world.File("2025-01-10", Leased("pool-1", "lease-1", "lessor", "owner"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5), "lessor", kind: LienKind.FinanceLease, rank: null));
        world.File(Registered("2", "2025-03-03", Lease("lease-1"), "lender-b", grantor: "lessor"));
        world.File(Registered("3", "2025-03-03", Cards(1, 5), "lender-a"));

        world.Dup("1", "3", "2025-05-01").ShouldBe("breach");
        world.Dup("2", "3", "2025-05-01").ShouldBe("clear");
        world.Overlap("2", "3", "2025-05-01").ShouldBe("clear");
    }

    [Fact]
    public void A_lease_that_the_lessor_pledges_twice_is_a_duplicate_although_both_are_derived()
    {
        world.File("2025-01-10", Leased("pool-1", "lease-1", "lessor", "owner"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5), "lessor", kind: LienKind.FinanceLease, rank: null));
        world.File(Registered("2", "2025-03-03", Lease("lease-1"), "lender-a", grantor: "lessor"));
        world.File(Registered("3", "2025-03-03", Lease("lease-1"), "lender-b", grantor: "lessor"));

        world.Dup("2", "3", "2025-03-17").ShouldBe("breach");
        world.Dup("1", "2", "2025-03-17").ShouldBe("clear");
        world.Dup("1", "3", "2025-03-17").ShouldBe("clear");
    }

    [Fact]
    public void Receivables_lead_to_the_cards_that_serve_the_contract()
    {
        world.File("2025-01-10", Contract("contract-1", 1m));
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-03-03", Receivable("contract-1"), "lender-b", kind: LienKind.Receivable));

        world.Dup("1", "2", "2025-03-17").ShouldBe("breach");
        world.Read("COL-DUP", Pair("1", "2"), "2025-03-17").Attributes.ShouldBe(["through-receivable"]);
    }

    [Theory]
    [InlineData(0.5, 0.5, "clear")]
    [InlineData(0.5, 0.6, "breach")]
    public void Receivables_of_two_contracts_share_cards_only_beyond_the_whole(
        decimal one, decimal other, string expected)
    {
        world.File("2025-01-10", Contract("contract-1", one));
        world.File("2025-01-10", Contract("contract-2", other));
        world.File(Registered("1", "2025-02-10", Receivable("contract-1"), kind: LienKind.Receivable));
        world.File(Registered("2", "2025-03-03", Receivable("contract-2"), "lender-b", kind: LienKind.Receivable));

        world.Dup("1", "2", "2025-03-17").ShouldBe(expected);
    }

    [Fact]
    public void A_card_that_came_back_under_a_new_serial_is_the_same_card()
    {
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File("2025-02-20", Replaced("pool-1", 5, 105));
        world.File(Registered("2", "2025-03-03", Cards(105, 1), "lender-b"));

        world.Dup("1", "2", "2025-03-17").ShouldBe("breach");
        world.Read("COL-DUP", Pair("1", "2"), "2025-03-17").Measures[0].Low.ShouldBe(Figure.Of(1m));
    }

    [Fact]
    public void A_replaced_card_that_another_owner_uses_again_counts_there_only()
    {
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File("2025-02-20", Replaced("pool-1", 5, 105));
        world.File("2025-02-25", Pool("pool-2", Serials(5, 1), owner: "other", site: "site-2"));
        world.File(Registered("2", "2025-03-03", Cards(5, 1), "lender-b", grantor: "other"));

        world.Dup("1", "2", "2025-05-01").ShouldBe("clear");
        world.Overlap("1", "2", "2025-05-01").ShouldBe("clear");
    }

    [Fact]
    public void A_scrapped_card_that_is_seen_again_elsewhere_is_another_card()
    {
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File("2025-02-20", new CardsRetired(PoolId.Of("pool-1"), 1, Serials(5, 1), RetirementCause.Scrapped));
        world.File(Registered("2", "2025-03-03", Cards(5, 1), "lender-b", grantor: "other"));
        world.Dup("1", "2", "2025-03-17").ShouldBe("breach");

        world.File("2025-02-25", Pool("pool-2", Serials(5, 1), owner: "other", site: "site-2"));

        world.Dup("1", "2", "2025-03-17").ShouldBe("clear");
    }

    private static OfftakeSigned Contract(string id, decimal share) => new(
        ContractId.Of(id), PartyId.Of("owner"), PartyId.Of("buyer"), OfftakeKind.TakeOrPay, Chip,
        Disclosed.Of(5), Disclosed.Not<CardHours>("not-applicable"), new Money(2m, Currency.Cny), Day("2025-01-10"),
        Day("2027-12-31"), Disclosed.Not<LocalDate>("not-applicable"), 1m.Ratio,
        Disclosed.Not<Prepayment>("not-applicable"), 30, Disclosed.Not<BackStop>("not-applicable"),
        [new PoolShare(PoolId.Of("pool-1"), share.Ratio)]);

    private static CardsReplaced Replaced(string pool, int old, int successor) =>
        new(PoolId.Of(pool), [new Replacement(Serial(old), Serial(successor))]);
}
