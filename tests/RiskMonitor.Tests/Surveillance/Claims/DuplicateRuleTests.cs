using RiskMonitor.Alerts;
using RiskMonitor.Collateral;
using RiskMonitor.Parties;
using RiskMonitor.Units;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

/// <summary>Monday 3 March 2025: the tenth business day after it is Monday 17 March.</summary>
public sealed class DuplicateRuleTests
{
    private readonly ClaimWorld world = new();

    [Fact]
    public void Two_first_liens_of_strangers_are_a_duplicate_from_the_tenth_business_day_on()
    {
        Given(Registered("1", "2025-02-10", Cards(1, 5)), Registered("2", "2025-03-03", Cards(3, 5), "lender-b"));

        world.Dup("1", "2", "2025-03-02").ShouldBe("nothing");
        world.Dup("1", "2", "2025-03-16").ShouldBe("clear");
        world.Overlap("1", "2", "2025-03-16").ShouldBe("breach");
        world.Dup("1", "2", "2025-03-17").ShouldBe("breach");
        world.Overlap("1", "2", "2025-03-17").ShouldBe("clear");

        var assessment = world.Book.Assess(Pair("1", "2"), Day("2025-03-17"), world.Policy)!;
        assessment.Parties.ShouldBe([PartyId.Of("lender-a"), PartyId.Of("lender-b"), PartyId.Of("owner")]);
        assessment.Group.ShouldBe("owner");
        var reading = world.Read("COL-DUP", Pair("1", "2"), "2025-03-17");
        reading.Severity.ShouldBe(Severity.Critical);
        reading.UnsupportedDebt.ShouldBeNull();
        reading.Measures[0].Low.ShouldBe(Figure.Of(3m));
        reading.Measures.Skip(1).Select(measure => (measure.Unit, measure.Low.Value))
            .ShouldBe([("CNY", 10_000_000m), ("CNY", 10_000_000m)]);
    }

    [Fact]
    public void The_release_of_either_clears_it()
    {
        Given(Registered("1", "2025-02-10", Cards(1, 5)), Registered("2", "2025-03-03", Cards(3, 5), "lender-b"));
        world.File("2025-04-10", Released("1"));

        world.Dup("1", "2", "2025-04-09").ShouldBe("breach");
        world.Dup("1", "2", "2025-04-10").ShouldBe("clear");
        world.Overlap("1", "2", "2025-04-10").ShouldBe("clear");
    }

    [Fact]
    public void Ranking_one_behind_the_other_leaves_a_notice()
    {
        Given(Registered("1", "2025-02-10", Cards(1, 5)), Registered("2", "2025-03-03", Cards(3, 5), "lender-b"));
        world.File("2025-04-10", Ranked("2", 2, null));

        world.Dup("1", "2", "2025-04-09").ShouldBe("breach");
        world.Dup("1", "2", "2025-04-10").ShouldBe("clear");
        world.Overlap("1", "2", "2025-04-10").ShouldBe("breach");
        world.Read("COL-OVERLAP", Pair("1", "2"), "2025-04-10").Attributes.ShouldBe(["junior"]);
    }

    [Fact]
    public void A_refinancing_whose_old_lien_is_released_within_ten_business_days_stays_a_notice()
    {
        Given(
            Registered("1", "2025-02-10", Cards(1, 5)),
            Registered("2", "2025-03-03", Cards(1, 5), "lender-b", paysOff: "1"));
        world.File("2025-03-14", Released("1"));

        foreach (var day in (string[])["2025-03-03", "2025-03-13"])
        {
            world.Dup("1", "2", day).ShouldBe("clear");
            world.Overlap("1", "2", day).ShouldBe("breach");
        }

        world.Overlap("1", "2", "2025-03-14").ShouldBe("clear");
        world.Dup("1", "2", "2025-03-31").ShouldBe("clear");
    }

    [Fact]
    public void A_paid_off_lien_that_nobody_releases_is_still_shown()
    {
        Given(
            Registered("1", "2025-02-10", Cards(1, 5)),
            Registered("2", "2025-03-03", Cards(1, 5), "lender-b", paysOff: "1"));

        world.Dup("1", "2", "2025-05-01").ShouldBe("clear");
        world.Read("COL-OVERLAP", Pair("1", "2"), "2025-05-01").Attributes.ShouldBe(["paid-off-not-released"]);
    }

    [Fact]
    public void First_claims_under_one_agreement_between_creditors_are_silent()
    {
        Given(
            Registered("1", "2025-02-10", Cards(1, 5), agreement: "IC-1"),
            Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));
        world.Dup("1", "2", "2025-03-20").ShouldBe("breach");

        world.File("2025-03-21", Ranked("2", null, "IC-1"));

        world.Dup("1", "2", "2025-03-21").ShouldBe("clear");
        world.Overlap("1", "2", "2025-03-21").ShouldBe("clear");
    }

    [Theory]
    [InlineData(LienKind.Mortgage, 2, "junior")]
    [InlineData(LienKind.Pledge, null, "junior")]
    [InlineData(LienKind.Floating, null, "blanket")]
    public void A_junior_or_a_blanket_charge_is_only_a_notice(LienKind kind, int? rank, string why)
    {
        Given(
            Registered("1", "2025-02-10", Cards(1, 5)),
            Registered("2", "2025-03-03", Cards(1, 5), "lender-b", kind: kind, rank: rank));

        world.Dup("1", "2", "2025-03-31").ShouldBe("clear");
        world.Overlap("1", "2", "2025-03-31").ShouldBe("breach");
        world.Read("COL-OVERLAP", Pair("1", "2"), "2025-03-31").Attributes.ShouldBe([why]);
    }

    [Theory]
    [InlineData(LienKind.FinanceLease)]
    [InlineData(LienKind.Retention)]
    public void A_title_claim_without_rank_counts_as_first(LienKind kind)
    {
        Given(
            Registered("1", "2025-02-10", Cards(1, 5)),
            Registered("2", "2025-03-03", Cards(1, 5), "lender-b", kind: kind, rank: null));

        world.Dup("1", "2", "2025-03-17").ShouldBe("breach");
        world.Read("COL-DUP", Pair("1", "2"), "2025-03-17").Attributes.ShouldBe(["title"]);
    }

    [Fact]
    public void Secured_parties_of_one_group_do_not_stand_against_each_other_while_it_is_one()
    {
        var (a, b) = (PartyId.Of("lender-a"), PartyId.Of("lender-b"));
        world.File("2024-06-01", new PartyRelationDeclared(a, b, PartyRelation.Control, Disclosed.Of(0.6m.Ratio)));
        Given(Registered("1", "2025-02-10", Cards(1, 5)), Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));
        world.Dup("1", "2", "2025-04-01").ShouldBe("clear");
        world.Overlap("1", "2", "2025-04-01").ShouldBe("clear");

        var restless = world.File("2025-05-05", new PartyRelationEnded(a, b, PartyRelation.Control));

        restless.Subjects.ShouldContain(new KeyValuePair<string, NodaTime.LocalDate>(
            Pair("1", "2"), Day("2025-05-05")));
        world.Dup("1", "2", "2025-05-04").ShouldBe("clear");
        world.Dup("1", "2", "2025-05-05").ShouldBe("breach");
    }

    [Fact]
    public void Liens_that_share_no_card_never_meet()
    {
        Given(Registered("1", "2025-02-10", Cards(1, 5)), Registered("2", "2025-03-03", Cards(6, 5), "lender-b"));

        world.Met("1", "2").ShouldBeFalse();
    }

    [Fact]
    public void An_assigned_lien_is_its_new_holders()
    {
        Given(Registered("1", "2025-02-10", Cards(1, 5)), Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));
        world.File("2025-04-10", new LienAssigned(
            RegistryId.Of("zd"), "1", PartyId.Of("lender-a"), PartyId.Of("lender-b")));

        world.Dup("1", "2", "2025-04-09").ShouldBe("breach");
        world.Dup("1", "2", "2025-04-10").ShouldBe("clear");
    }

    [Fact]
    public void Cards_added_by_an_amendment_have_ten_business_days_of_their_own()
    {
        Given(Registered("1", "2025-02-10", Cards(1, 5)), Registered("2", "2025-02-11", Cards(6, 5), "lender-b"));
        world.File("2025-04-14", new LienAmended(RegistryId.Of("zd"), "2", Cards(5, 6)));

        world.Dup("1", "2", "2025-04-26").ShouldBe("clear");
        world.Overlap("1", "2", "2025-04-26").ShouldBe("breach");
        world.Dup("1", "2", "2025-04-27").ShouldBe("breach"); // a Sunday, worked in exchange for a holiday
    }

    [Fact]
    public void It_rests_on_what_was_filed_of_both()
    {
        Given(Registered("1", "2025-02-10", Cards(1, 5)));
        var first = long.Parse(world.LastId.Id, System.Globalization.CultureInfo.InvariantCulture);
        Given(Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));

        world.Book.Inputs("COL-DUP", Pair("1", "2"), Day("2025-03-17"), world.Policy).ShouldBe([first, first + 1]);
    }

    private void Given(params LienRegistered[] liens)
    {
        foreach (var lien in liens)
        {
            world.File(lien);
        }
    }
}
