using RiskMonitor.Collateral;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

/// <summary>Who says what of one lien, and in how many pieces.</summary>
public sealed class LienWordTests
{
    private readonly ClaimWorld world = new();

    [Fact]
    public void The_registrys_word_wins()
    {
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-02-20", Cards(1, 9), "lender-b"), "urn:local:lender-b");
        world.Dup("1", "2", "2025-03-10").ShouldBe("breach");

        world.File(Registered("2", "2025-03-03", Cards(5, 1), "lender-b", rank: 2), "urn:local:register");
        world.File("2024-01-01", Party("register", "registry"));

        world.Dup("1", "2", "2025-03-31").ShouldBe("clear");
        world.Overlap("1", "2", "2025-03-02").ShouldBe("nothing");
        world.Overlap("1", "2", "2025-03-03").ShouldBe("breach");
        world.Read("COL-OVERLAP", Pair("1", "2"), "2025-03-31").Measures[0].Low.Value.ShouldBe(1m);
    }

    [Fact]
    public void The_lenders_amendment_does_not_move_what_the_registry_says()
    {
        world.File("2024-01-01", Party("register", "registry"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-02-20", Cards(5, 5), "lender-b"), "urn:local:register");
        world.File("2025-03-03", new LienAmended(RegistryId.Of("zd"), "2", Cards(6, 4)), "urn:local:lender-b");
        world.Dup("1", "2", "2025-03-31").ShouldBe("breach");

        world.File("2025-03-10", new LienAmended(RegistryId.Of("zd"), "2", Cards(6, 4)), "urn:local:register");

        world.Dup("1", "2", "2025-03-09").ShouldBe("breach");
        world.Dup("1", "2", "2025-03-10").ShouldBe("clear");
    }

    [Fact]
    public void A_lien_in_parts_is_judged_by_what_has_come()
    {
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-02-10", Cards(100, 5), "lender-b") with { Part = 1, Parts = 3 });
        world.Met("1", "2").ShouldBeFalse();

        world.File(Registered("2", "2025-02-10", Cards(5, 5), "lender-b") with { Part = 3, Parts = 3 });

        world.Dup("1", "2", "2025-03-31").ShouldBe("breach");
        world.Read("COL-DUP", Pair("1", "2"), "2025-03-31").Measures[0].Low.Value.ShouldBe(1m);
    }

    [Fact]
    public void What_is_filed_of_a_lien_before_its_registration_waits_for_it()
    {
        world.File("2025-04-10", Released("2"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-02-10", Cards(1, 5), "lender-b"));

        world.Dup("1", "2", "2025-04-09").ShouldBe("breach");
        world.Dup("1", "2", "2025-04-10").ShouldBe("clear");
    }
}
