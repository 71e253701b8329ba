using CsCheck;
using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Surveillance;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

/// <summary>What must hold of the book whatever is filed, and in whatever order.</summary>
public sealed class ClaimFoldTests
{
    private static readonly (string Day, object Fact)[] Facts =
    [
        ("2025-01-06", Pool("pool-1", Serials(1, 5))),
        ("2025-01-06", Pool("pool-2", [], cards: 4, owner: "other", promised: "2025-02-01")),
        ("2025-01-07", Counted("pool-1", 5)),
        ("2025-01-08", Leased("pool-1", "lease-1", "owner", "lessee")),
        ("2025-01-09", Leased("pool-1", "sub-1", "lessee", "user", parent: "lease-1")),
        ("2025-01-10", Facility("facility-1", "pool-2")),
        ("2025-01-12", Drawn("facility-1")),
        ("2025-02-10", Registered("1", "2025-02-10", Cards(1, 5), facility: "facility-1")),
        ("2025-02-20", new CardsReplaced(PoolId.Of("pool-1"), [new Replacement(Serial(5), Serial(105))])),
        ("2025-03-03", Registered("2", "2025-03-03", Cards(105, 3), "lender-b")),
        ("2025-03-04", Registered("3", "2025-03-04", Lease("lease-1"), "lender-b", kind: LienKind.Pledge)),
        ("2025-03-05", Registered("4", "2025-03-05", OnUnits(3), "lessor", kind: LienKind.FinanceLease, rank: null)),
        ("2025-03-20", Guaranteed("facility-1", "guarantor")),
        ("2025-04-01", Ranked("2", 2, null)),
        ("2025-05-01", Released("3")),
    ];

    private static readonly string[] Days =
        ["2025-02-15", "2025-03-05", "2025-03-18", "2025-03-31", "2025-04-10", "2025-05-02", "2025-07-01"];

    private static readonly string[] Subjects =
    [
        Pair("1", "2"), Pair("1", "3"), Pair("2", "3"), "site/site-1/H100 SXM 80GB", "delivery/pool-1",
        "delivery/pool-2",
    ];

    private static readonly string Expected = Told(Facts);

    [Fact]
    public void The_story_of_these_tests_breaches_every_rule()
    {
        foreach (var rule in (string[])["COL-DUP", "COL-OVERLAP", "COL-SUM", "COL-PHANTOM"])
        {
            Expected.ShouldContain($"{rule} breach");
        }
    }

    [Fact]
    public void The_order_of_filing_does_not_matter() =>
        Gen.Shuffle(Facts).Sample(shuffled => Told(shuffled).ShouldBe(Expected), iter: 60);

    [Fact]
    public void To_retract_and_to_file_again_changes_nothing() =>
        Gen.Int[0, Facts.Length - 1].Sample(
            index =>
            {
                var world = Tell(Facts);
                var (day, fact) = Facts[index];
                world.File(day, fact);
                world.Retract(world.LastId, ((IFact)fact).Stream);
                Render(world).ShouldBe(Expected);
            },
            iter: 40);

    [Fact]
    public void Whatever_changes_is_announced() =>
        Gen.Select(Gen.Shuffle(Facts), Gen.Int[0, Facts.Length - 1]).Sample(
            (shuffled, last) =>
            {
                var world = Tell(shuffled[..last]);
                var before = Rows(world);
                var restless = world.File(shuffled[last].Day, shuffled[last].Fact);
                Rows(world).Except(before)
                    .Where(row => !restless.Subjects.Any(it => it.Key == row.Subject && it.Value <= row.Day))
                    .ShouldBeEmpty();
            },
            iter: 100);

    [Fact]
    public void The_tenth_business_day_wakes_the_pair_and_no_other_day_does()
    {
        var world = new ClaimWorld();
        world.Close("2025-02-28");
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        world.File(Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));

        world.Close("2025-03-03").Subjects.Select(subject => subject.Key).ShouldBe([Pair("1", "2")]);
        world.Close("2025-03-16").Subjects.ShouldBeEmpty();
        world.Close("2025-03-18").Subjects
            .ShouldBe([new KeyValuePair<string, LocalDate>(Pair("1", "2"), Day("2025-03-17"))]);
    }

    [Fact]
    public void A_pair_whose_liens_were_taken_back_is_judged_no_more_and_keeps_its_place()
    {
        var world = new ClaimWorld();
        world.File(Registered("1", "2025-02-10", Cards(1, 5)));
        var first = world.LastId;
        world.File(Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));
        world.Dup("1", "2", "2025-03-17").ShouldBe("breach");

        world.Retract(first, "lien/zd/1").Subjects.Select(subject => subject.Key).ShouldBe([Pair("1", "2")]);

        world.Dup("1", "2", "2025-03-17").ShouldBe("nothing");
        world.Met("1", "2").ShouldBeTrue();
    }

    private static ClaimWorld Tell(IEnumerable<(string Day, object Fact)> facts)
    {
        var world = new ClaimWorld();
        foreach (var (day, fact) in facts)
        {
            world.File(day, fact);
        }

        return world;
    }

    private static string Told(IEnumerable<(string Day, object Fact)> facts) => Render(Tell(facts));

    private static string Render(ClaimWorld world) => string.Join(
        '\n', Rows(world).Select(row => $"{row.Subject} {row.Day} {row.Said}"));

    private static List<(string Subject, LocalDate Day, string Said)> Rows(ClaimWorld world) =>
        (from subject in Subjects
         from day in Days
         let assessment = world.Book.Assess(subject, Day(day), world.Policy)
         select (subject, Day(day), Said(assessment))).ToList();

    private static string Said(Assessment? assessment) => assessment is null
        ? "nothing"
        : $"{assessment.Group} {assessment.Parties} " + string.Join("; ", assessment.Readings.Select(reading =>
            $"{reading.Rule} {reading.Raising} {reading.Standing} {reading.Severity} {reading.Measures}"));
}
