using NodaTime;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Pools;

public sealed class GroupsTests
{
    private static readonly LocalDate Day = new(2025, 1, 1);

    private readonly History history = PoolHistory.With(PoolHistory.DefaultPolicy());

    [Fact]
    public void Control_of_a_fifth_unites_and_less_does_not()
    {
        history.Relate("h", "b", 0.2m, Day);
        history.Relate("h", "c", 0.19m, Day);
        Related("h", "b").ShouldBeTrue();
        Related("h", "c").ShouldBeFalse();
    }

    [Fact]
    public void A_group_is_named_by_its_least_member_and_unites_through_others()
    {
        history.Relate("c", "b", 0.5m, Day);
        history.Relate("d", "b", 0.5m, Day);
        history.File(Relation("d", "a", PartyRelation.CommonDirector), Day);
        history.Groups.GroupOf(PartyId.Of("c"), Day).ShouldBe("a");
        Related("c", "a").ShouldBeTrue();
    }

    [Theory]
    [InlineData(PartyRelation.Guarantor)]
    [InlineData(PartyRelation.Address)]
    [InlineData(PartyRelation.VendorStake)]
    public void Other_relations_are_shown_and_do_not_unite(PartyRelation relation)
    {
        history.File(Relation("a", "b", relation), Day);
        Related("a", "b").ShouldBeFalse();
    }

    [Fact]
    public void A_relation_holds_from_its_day_to_the_day_before_its_end()
    {
        history.Relate("a", "b", 0.5m, Day);
        history.File(
            new PartyRelationEnded(PartyId.Of("b"), PartyId.Of("a"), PartyRelation.Control), Day.PlusDays(10));
        Related("a", "b", Day.PlusDays(-1)).ShouldBeFalse();
        Related("a", "b", Day).ShouldBeTrue();
        Related("a", "b", Day.PlusDays(9)).ShouldBeTrue();
        Related("a", "b", Day.PlusDays(10)).ShouldBeFalse();
    }

    [Fact]
    public void A_retracted_relation_never_was()
    {
        var filed = history.File(Relation("a", "b", PartyRelation.CommonDirector), Day);
        Related("a", "b").ShouldBeTrue();
        history.Retract(filed, "party/a");
        Related("a", "b").ShouldBeFalse();
    }

    private bool Related(string a, string b, LocalDate? day = null) =>
        history.Groups.Related(PartyId.Of(a), PartyId.Of(b), day ?? Day);

    private static PartyRelationDeclared Relation(string party, string related, PartyRelation relation) =>
        new(PartyId.Of(party), PartyId.Of(related), relation, Disclosed.Not<Ratio>("not-applicable"));
}
