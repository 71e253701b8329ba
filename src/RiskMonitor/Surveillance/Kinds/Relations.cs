using NodaTime;
using RiskMonitor.Analytics;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Why two parties are of one group on a day, edge by edge, and what else ties them.</summary>
internal sealed class Relations
{
    private readonly SortedList<string, int> numbers = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Tie> uniting;
    private readonly List<Tie> shown;
    private readonly UnionFind sets;

    public Relations(Knowledge knowledge, Groups groups, LocalDate day)
    {
        uniting = groups.Uniting(day);
        foreach (var party in uniting.SelectMany(tie => (string[])[tie.Party.Value, tie.Related.Value]))
        {
            numbers.TryAdd(party, 0);
        }

        for (var place = 0; place < numbers.Count; place++)
        {
            numbers.SetValueAtIndex(place, place);
        }

        sets = new UnionFind(numbers.Count);
        foreach (var tie in uniting)
        {
            sets.Join(numbers[tie.Party.Value], numbers[tie.Related.Value]);
        }

        shown = [.. Standing(knowledge, day)];
    }

    /// <summary>Whether one will moves both.</summary>
    public bool AreOne(PartyId a, PartyId b) => a == b || Between(a, b) is not null;

    /// <summary>The edges that lead from one to the other; null where they are of two groups.</summary>
    public IReadOnlyList<Tie>? Between(PartyId a, PartyId b) =>
        a == b ? []
        : numbers.TryGetValue(a.Value, out var one) && numbers.TryGetValue(b.Value, out var other)
            ? sets.Why(one, other)?.Select(edge => uniting[edge]).ToList()
            : null;

    /// <summary>Guarantor, address, vendor stake, and control below the share that unites.</summary>
    public IEnumerable<Tie> Shown(PartyId a, PartyId b) => shown.Where(tie =>
        (tie.Party == a && tie.Related == b) || (tie.Party == b && tie.Related == a));

    private IEnumerable<Tie> Standing(Knowledge knowledge, LocalDate day)
    {
        var united = uniting.Select(tie => (tie.Party, tie.Related, tie.Relation)).ToHashSet();
        foreach (var declared in knowledge.All<PartyRelationDeclared>())
        {
            var data = declared.Data;
            if (declared.ValidTime.InUtc().Date > day || united.Contains((data.Party, data.Related, data.Relation))
                || united.Contains((data.Related, data.Party, data.Relation)))
            {
                continue;
            }

            var ended = knowledge.About<PartyRelationEnded>($"party/{data.Party}").Any(end =>
                end.Data.Related == data.Related && end.Data.Relation == data.Relation
                && end.ValidTime >= declared.ValidTime && end.ValidTime.InUtc().Date <= day);
            if (!ended)
            {
                yield return new Tie(data.Party, data.Related, data.Relation, Unites: false);
            }
        }
    }
}
