using NodaTime;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

/// <summary>Who stands behind a facility is a party to what is said of the claims that secure it.</summary>
public sealed class GuarantorTests
{
    private static readonly PartyId Guarantor = PartyId.Of("guarantor");

    private static readonly string[] Subjects =
        [Pair("1", "2"), "delivery/pool-1", "site/site-1/H100 SXM 80GB"];

    private readonly ClaimWorld world = new();

    [Fact]
    public void A_guarantor_is_a_party_from_the_day_of_the_guarantee_on()
    {
        Given();
        foreach (var subject in Subjects)
        {
            PartiesOf(subject, "2025-05-10").ShouldNotContain(Guarantor, subject);
        }

        world.File("2025-05-10", Guaranteed("facility-1", "guarantor"));

        foreach (var subject in Subjects)
        {
            PartiesOf(subject, "2025-05-09").ShouldNotContain(Guarantor, subject);
            PartiesOf(subject, "2025-05-10").ShouldContain(Guarantor, subject);
            PartiesOf(subject, "2025-05-10").Select(party => party.Value)
                .ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void A_guarantee_that_is_filed_late_makes_its_subjects_restless_from_its_day()
    {
        Given();
        world.Close("2025-06-30");

        world.File("2025-05-10", Guaranteed("facility-1", "guarantor")).Subjects
            .ShouldBe(Subjects.Select(subject => new KeyValuePair<string, LocalDate>(subject, Day("2025-05-10"))));

        world.Retract(world.LastId, "facility/facility-1").Subjects
            .ShouldBe(Subjects.Select(subject => new KeyValuePair<string, LocalDate>(subject, Day("2025-05-10"))));
        PartiesOf(Subjects[0], "2025-06-30").ShouldNotContain(Guarantor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_guarantee_of_a_day_to_come_wakes_its_subjects_on_that_day(bool beforeTheLien)
    {
        world.Close("2025-01-31");
        var guarantee = Guaranteed("facility-1", "guarantor");
        if (beforeTheLien)
            world.File("2025-05-10", guarantee);
        Given();
        if (!beforeTheLien)
            world.File("2025-05-10", guarantee);
        world.Close("2025-05-09");

        world.Close("2025-05-10").Subjects
            .ShouldBe(Subjects.Select(subject => new KeyValuePair<string, LocalDate>(subject, Day("2025-05-10"))));
    }

    [Fact]
    public void Who_guarantees_another_facility_is_no_party()
    {
        Given();

        world.File("2025-05-10", Guaranteed("facility-2", "guarantor")).Subjects.ShouldBeEmpty();

        foreach (var subject in Subjects)
        {
            PartiesOf(subject, "2025-05-10").ShouldNotContain(Guarantor, subject);
        }
    }

    /// <summary>Cards that never came, pledged to two lenders; the first lien names its facility.</summary>
    private void Given()
    {
        world.File("2025-01-06", Pool("pool-1", Serials(1, 5), promised: "2025-02-01"));
        world.File("2025-01-12", Drawn("facility-1"));
        world.File(Registered("1", "2025-02-10", Cards(1, 5), facility: "facility-1"));
        world.File(Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));
    }

    private Sequence<PartyId> PartiesOf(string subject, string day) =>
        world.Book.Assess(subject, Day(day), world.Policy)!.Parties;
}
