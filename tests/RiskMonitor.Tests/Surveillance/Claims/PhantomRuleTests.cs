using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Units;
using RiskMonitor.Utilization;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

public sealed class PhantomRuleTests
{
    private readonly ClaimWorld world = new();

    [Fact]
    public void Cards_drawn_on_and_not_there_sixty_days_after_the_promise_are_phantoms()
    {
        Given(promised: "2025-03-01");

        Phantom("2025-04-30").ShouldBe("clear");
        Phantom("2025-05-01").ShouldBe("breach");
        world.Read("COL-PHANTOM", "delivery/pool-1", "2025-05-01").Attributes
            .ShouldBe(["not-delivered", "promised 2025-03-01"]);
        world.Book.Assess("delivery/pool-1", Day("2025-05-01"), world.Policy)!.Parties
            .ShouldBe([PartyId.Of("lender-a"), PartyId.Of("operator"), PartyId.Of("owner")]);
    }

    [Fact]
    public void Delivered_cards_that_nobody_sees_for_sixty_days_are_phantoms_until_they_are_seen()
    {
        Given(promised: "2025-03-01");
        world.File("2025-03-20", new CardsDelivered(PoolId.Of("pool-1"), 10, []));

        Phantom("2025-05-19").ShouldBe("clear");
        Phantom("2025-05-20").ShouldBe("breach");

        world.File("2025-06-10", Energy(0m));
        Phantom("2025-06-10").ShouldBe("breach");
        var restless = world.File("2025-06-12", Energy(25m));
        restless.Subjects.ShouldBe([new KeyValuePair<string, LocalDate>("delivery/pool-1", Day("2025-06-12"))]);
        Phantom("2025-06-11").ShouldBe("breach");
        Phantom("2025-06-12").ShouldBe("clear");
    }

    [Theory]
    [InlineData("telemetry")]
    [InlineData("energy")]
    [InlineData("count")]
    public void Any_kind_of_evidence_clears_it(string kind)
    {
        Given(promised: "2025-03-01");
        Phantom("2025-06-01").ShouldBe("breach");

        world.File("2025-05-15", kind switch
        {
            "telemetry" => Use(240m),
            "energy" => Energy(25m),
            _ => Counted("pool-1", 10),
        });

        Phantom("2025-06-01").ShouldBe("clear");
    }

    [Fact]
    public void Later_telemetry_of_a_pool_that_was_seen_disturbs_nobody()
    {
        Given(promised: "2025-03-01");
        world.File("2025-03-15", Use(240m)).Subjects.Count.ShouldBe(1);

        world.File("2025-03-16", Use(240m)).Subjects.ShouldBeEmpty();
        world.File("2025-03-17", Use(0m)).Subjects.ShouldBeEmpty();
    }

    [Fact]
    public void What_nobody_drew_on_is_no_phantom()
    {
        world.File("2025-01-06", Pool("pool-1", [], cards: 10, promised: "2025-03-01"));
        Phantom("2025-06-01").ShouldBe("clear");

        world.File("2025-01-10", Facility("facility-1", "pool-1"));
        Phantom("2025-06-01").ShouldBe("clear");

        world.File("2025-01-12", Drawn("facility-1"));
        Phantom("2025-06-01").ShouldBe("breach");
    }

    [Fact]
    public void A_lien_on_units_of_the_owner_is_enough_and_one_that_says_nothing_of_its_loan_is_not()
    {
        world.File("2025-01-06", Pool("pool-1", [], cards: 10, promised: "2025-03-01"));
        world.File(Registered("1", "2025-01-10", OnUnits(10)));
        Phantom("2025-06-01").ShouldBe("missing(draw)");

        world.File(Registered("2", "2025-01-10", OnUnits(10), facility: "facility-1"));
        world.File("2025-01-12", Drawn("facility-1"));
        Phantom("2025-06-01").ShouldBe("breach");
    }

    [Fact]
    public void Without_a_promise_nothing_can_be_late()
    {
        Given(promised: null);

        Phantom("2025-06-01").ShouldBe("missing(promised-delivery)");
    }

    [Fact]
    public void The_day_after_the_grace_wakes_the_pool()
    {
        Given(promised: "2025-03-01");
        world.Close("2025-04-29");

        world.Close("2025-04-30").Subjects.ShouldBeEmpty();
        world.Close("2025-05-01").Subjects
            .ShouldContain(new KeyValuePair<string, LocalDate>("delivery/pool-1", Day("2025-05-01")));
    }

    private void Given(string? promised)
    {
        world.File("2025-01-06", Pool("pool-1", [], cards: 10, promised: promised));
        world.File("2025-01-10", Facility("facility-1", "pool-1"));
        world.File("2025-01-12", Drawn("facility-1"));
    }

    private string Phantom(string day) => world.Read("COL-PHANTOM", "delivery/pool-1", day).Raising.ToString()!;

    private static UtilizationReported Use(decimal hours) => new(
        PoolId.Of("pool-1"), Instant.FromUtc(2025, 3, 15, 0, 0), Duration.FromDays(1),
        new UnitProfile(SourceKind.Telemetry, "3.1"), [hours.CardHours], [hours.CardHours], [0m.CardHours]);

    private static EnergyMetered Energy(decimal kilowattHours) => new(
        PoolId.Of("pool-1"), Instant.FromUtc(2025, 6, 1, 0, 0), Duration.FromDays(1), "meter-1",
        [new KilowattHours(kilowattHours)]);
}
