using RiskMonitor.Alerts;
using RiskMonitor.Collateral;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

public sealed class SumRuleTests
{
    private readonly ClaimWorld world = new();

    [Theory]
    [InlineData(1000, "clear", "clear", Severity.High)]
    [InlineData(1020, "clear", "breach", Severity.High)]
    [InlineData(1021, "breach", "breach", Severity.High)]
    [InlineData(1099, "breach", "breach", Severity.High)]
    [InlineData(1100, "breach", "breach", Severity.Critical)]
    public void Units_without_serials_are_held_against_the_census(
        int claimed, string raising, string standing, Severity severity)
    {
        Given(census: 1000, Registered("1", "2025-02-10", OnUnits(600)),
            Registered("2", "2025-02-11", OnUnits(claimed - 600), "lender-b"));

        var reading = Sum("2025-03-31");

        reading.Raising.ToString().ShouldBe(raising);
        reading.Standing.ToString().ShouldBe(standing);
        reading.Severity.ShouldBe(severity);
        reading.Measures[2].Low.ShouldBe(Figure.Of(claimed / 1000m));
    }

    [Fact]
    public void Pledged_almost_three_times_over_as_in_the_steel_trade_of_2012()
    {
        Given(census: 1000, Registered("1", "2025-02-10", OnUnits(1000), rank: null),
            Registered("2", "2025-02-11", OnUnits(1000), "lender-b", rank: null),
            Registered("3", "2025-02-12", OnUnits(790), "lessor", rank: null));

        Sum("2025-03-31").Measures[2].Low.ShouldBe(Figure.Of(2.79m));
        Sum("2025-03-31").Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void Without_a_census_it_is_inconclusive()
    {
        world.File("2025-01-06", Pool("pool-1", [], cards: 1000));
        world.File(Registered("1", "2025-02-10", OnUnits(3000)));

        Sum("2025-02-09").Raising.ToString().ShouldBe("clear");
        Sum("2025-03-31").Raising.ToString().ShouldBe("missing(census)");
        Sum("2025-03-31").Standing.ToString().ShouldBe("missing(census)");
    }

    [Fact]
    public void A_stale_census_says_nothing()
    {
        Given(census: 1000, Registered("1", "2025-02-10", OnUnits(1200)));

        Sum("2026-02-11").Raising.ToString().ShouldBe("breach");
        Sum("2026-02-12").Raising.ToString().ShouldBe("stale(census)");
        world.Close("2026-02-11").Subjects.ShouldNotBeEmpty();
        world.Close("2026-02-12").Subjects.Select(subject => subject.Key).ShouldContain(Site);
    }

    [Fact]
    public void The_latest_count_of_each_pool_is_summed()
    {
        Given(census: 900, Registered("1", "2025-02-10", OnUnits(1500)));
        world.File("2025-01-06", Pool("pool-2", [], cards: 500));
        world.File("2025-02-01", Counted("pool-2", 500));
        world.File("2025-02-20", Counted("pool-1", 1000));

        Sum("2025-03-31").Raising.ToString().ShouldBe("clear");
        Sum("2025-03-31").Measures[1].Low.ShouldBe(Figure.Of(1500m));
    }

    [Fact]
    public void A_pool_that_nobody_counted_leaves_it_open_unless_it_would_not_matter()
    {
        Given(census: 1000, Registered("1", "2025-02-10", OnUnits(1200)));
        world.File("2025-01-06", Pool("pool-2", [], cards: 500));
        Sum("2025-03-31").Raising.ToString().ShouldBe("missing(census)");

        world.File(Registered("2", "2025-02-10", OnUnits(400), "lender-b"));

        Sum("2025-03-31").Raising.ToString().ShouldBe("breach");
    }

    [Fact]
    public void Serials_count_once_per_secured_party_and_twice_for_two()
    {
        world.File("2025-01-06", Pool("pool-1", Serials(1, 100)));
        world.File("2025-02-01", Counted("pool-1", 100));
        world.File(Registered("1", "2025-02-10", Cards(1, 100)));
        world.File(Registered("2", "2025-02-11", Cards(1, 50)));
        Claimed("2025-03-31").ShouldBe(100);

        world.File(Registered("3", "2025-02-12", Cards(1, 50), "lender-b"));

        Claimed("2025-03-31").ShouldBe(150);
    }

    [Fact]
    public void What_is_agreed_paid_off_junior_blanket_or_derived_counts_once()
    {
        Given(census: 1000,
            Registered("1", "2025-02-10", OnUnits(1000), "lessor", kind: LienKind.FinanceLease, rank: null),
            Registered("2", "2025-02-11", OnUnits(1000), "lender-b", rank: 2),
            Registered("3", "2025-02-12", OnUnits(1000), "lender-b", kind: LienKind.Floating, rank: null),
            Registered("4", "2025-02-13", Lease("lease-1"), "lender-a", grantor: "lessor"));
        world.File("2025-01-10", Leased("pool-1", "lease-1", "lessor", "owner"));
        Claimed("2025-03-31").ShouldBe(1000);

        world.File(Registered("5", "2025-04-01", OnUnits(1000), "lender-b", paysOff: "1"));
        Claimed("2025-05-31").ShouldBe(1000);

        world.File("2025-06-01", Released("1"));
        Claimed("2025-05-31").ShouldBe(1000);
        Claimed("2025-06-01").ShouldBe(2000); // the derived claim outlived its origin, and stands for itself
    }

    [Fact]
    public void Creditors_under_one_agreement_count_as_one()
    {
        Given(census: 1000, Registered("1", "2025-02-10", OnUnits(1000), agreement: "IC-1"),
            Registered("2", "2025-02-11", OnUnits(1000), "lender-b", agreement: "IC-1"));

        Claimed("2025-03-31").ShouldBe(1000);
    }

    [Fact]
    public void A_new_claim_has_ten_business_days_to_pay_off_the_old_one()
    {
        Given(census: 1000, Registered("1", "2025-02-10", OnUnits(1000)),
            Registered("2", "2025-03-03", OnUnits(1000), "lender-b"));

        Sum("2025-03-16").Raising.ToString().ShouldBe("clear");
        Sum("2025-03-17").Raising.ToString().ShouldBe("breach");
        world.File("2025-03-20", Released("1"));
        Sum("2025-03-20").Standing.ToString().ShouldBe("clear");
    }

    [Fact]
    public void A_pool_that_moves_whole_takes_its_claims_along()
    {
        world.File("2025-01-06", Pool("pool-1", Serials(1, 100)));
        world.File(Registered("1", "2025-02-10", Cards(1, 100)));
        world.File("2025-03-05", new CardsMoved(
            PoolId.Of("pool-1"), 100, SiteId.Of("site-1"), SiteId.Of("site-2"),
            Disclosed.Not<string>("not-collected")));

        Claimed("2025-03-04").ShouldBe(100);
        Claimed("2025-03-05").ShouldBe(0);
        Claimed("2025-03-05", "site/site-2/H100 SXM 80GB").ShouldBe(100);
    }

    private const string Site = "site/site-1/H100 SXM 80GB";

    private void Given(int census, params LienRegistered[] liens)
    {
        world.File("2025-01-06", Pool("pool-1", [], cards: 1000));
        world.File("2025-01-07", Counted("pool-1", census));
        foreach (var lien in liens)
        {
            world.File(lien);
        }
    }

    private Reading Sum(string day) => world.Read("COL-SUM", Site, day);

    private decimal Claimed(string day, string subject = Site) =>
        world.Book.Assess(subject, Day(day), world.Policy)!.Indicators.Single().Central!.Value.Value;
}
