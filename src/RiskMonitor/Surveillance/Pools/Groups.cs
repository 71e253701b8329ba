using NodaTime;
using RiskMonitor.Parties;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Obligor groups: parties that one will moves, on each day, by what is known now.</summary>
/// <remarks>
/// Control of <see cref="ControlShare"/> or more and a common director unite; guarantor, address and vendor stake are
/// shown elsewhere and do not. Control whose share is not disclosed unites: whoever declares control says that there
/// is one will. A relation holds from the day of its declaration to the day before the day of its end, in the time
/// zone of the declaring party's policy (UTC where there is none). The id of a group is the least id of its members,
/// so a party without relations is a group of its own.
/// </remarks>
public sealed class Groups(Knowledge knowledge, PolicyBook policies)
{
    /// <summary>Share of votes from which one party controls another.</summary>
    public static readonly decimal ControlShare = 0.2m;

    private List<Epoch>? epochs;

    /// <summary>Least id of the members of the party's group on that day.</summary>
    public string GroupOf(PartyId party, LocalDate day) => Of(day)?.GroupOf(party.Value) ?? party.Value;

    public bool Related(PartyId a, PartyId b, LocalDate day) =>
        a == b || string.Equals(GroupOf(a, day), GroupOf(b, day), StringComparison.Ordinal);

    /// <summary>Every group that the party belongs to on any day, its own id among them.</summary>
    internal SortedSet<string> EverOf(PartyId party)
    {
        var ever = new SortedSet<string>(StringComparer.Ordinal) { party.Value };
        foreach (var epoch in epochs ??= Build())
        {
            ever.Add(epoch.GroupOf(party.Value));
        }

        return ever;
    }

    /// <summary>Whether groups may be others than before, and from which day on; null when nothing changed.</summary>
    public LocalDate? Notice(FactChange change)
    {
        if (change.Data is not (PartyRelationDeclared or PartyRelationEnded or PartyRegistered))
        {
            return null;
        }

        epochs = null;
        LocalDate? first = change.Data is PartyRegistered registered ? FirstSaid(registered.Party) : null;
        foreach (var side in (ReadOnlySpan<IStated?>)[change.Before, change.After])
        {
            var day = side?.Data switch
            {
                PartyRelationDeclared declared when Unites(declared) => DayOf(declared.Party, side.ValidTime),
                PartyRelationEnded ended when Unites(ended.Relation) => DayOf(ended.Party, side.ValidTime),
                _ => (LocalDate?)null,
            };
            first = day is { } known && (first is null || known < first) ? known : first;
        }

        return first;
    }

    /// <summary>A policy may bring another time zone, and so other days.</summary>
    public void PolicyChanged() => epochs = null;

    private static bool Unites(PartyRelation relation) =>
        relation is PartyRelation.Control or PartyRelation.CommonDirector;

    private static bool Unites(PartyRelationDeclared declared) => Unites(declared.Relation)
        && (declared.Relation != PartyRelation.Control || !declared.Share.TryGet(out var share)
            || share.Value >= ControlShare);

    /// <summary>A party's jurisdiction gives the zone of its declarations: each may move by a day.</summary>
    private LocalDate? FirstSaid(PartyId party)
    {
        var key = $"party/{party}";
        LocalDate? first = null;
        foreach (var declared in knowledge.About<PartyRelationDeclared>(key))
        {
            first ??= declared.ValidTime.InUtc().Date.PlusDays(-1);
        }

        foreach (var ended in knowledge.About<PartyRelationEnded>(key))
        {
            var day = ended.ValidTime.InUtc().Date.PlusDays(-1);
            return first is { } known && known < day ? known : day;
        }

        return first;
    }

    private Epoch? Of(LocalDate day)
    {
        epochs ??= Build();
        var (low, high) = (0, epochs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = epochs[middle].From <= day ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : epochs[low - 1];
    }

    /// <summary>Relations that unite on that day, by parties and kind: the reasons of the groups.</summary>
    internal IReadOnlyList<Kinds.Tie> Uniting(LocalDate day)
    {
        var standing = new SortedSet<Bond>(Bond.Order);
        foreach (var one in Sayings().TakeWhile(one => one.Day <= day))
        {
            _ = one.Holds ? standing.Add(one.Bond) : standing.Remove(one.Bond);
        }

        return
        [
            .. standing.Select(bond => new Kinds.Tie(
                PartyId.Of(bond.Least), PartyId.Of(bond.Other), bond.Relation, Unites: true)),
        ];
    }

    private List<Epoch> Build()
    {
        var said = Sayings();
        var standing = new SortedSet<Bond>(Bond.Order);
        var built = new List<Epoch>();
        for (var i = 0; i < said.Count; i++)
        {
            _ = said[i].Holds ? standing.Add(said[i].Bond) : standing.Remove(said[i].Bond);
            if (i + 1 == said.Count || said[i + 1].Day != said[i].Day)
            {
                built.Add(new Epoch(said[i].Day, standing));
            }
        }

        return built;
    }

    /// <summary>What was said of relations that may unite, in the order of days.</summary>
    private List<Said> Sayings()
    {
        var said = new List<Said>();
        foreach (var stated in knowledge.All<PartyRelationDeclared>())
        {
            if (Unites(stated.Data.Relation))
            {
                var data = stated.Data;
                said.Add(new Said(
                    DayOf(data.Party, stated.ValidTime), stated.ValidTime, stated.Position,
                    new Bond(data.Party.Value, data.Related.Value, data.Relation), Unites(data)));
            }
        }

        foreach (var stated in knowledge.All<PartyRelationEnded>())
        {
            if (Unites(stated.Data.Relation))
            {
                var data = stated.Data;
                said.Add(new Said(
                    DayOf(data.Party, stated.ValidTime), stated.ValidTime, stated.Position,
                    new Bond(data.Party.Value, data.Related.Value, data.Relation), Holds: false));
            }
        }

        said.Sort(Said.Order);
        return said;
    }

    private LocalDate DayOf(PartyId party, Instant instant)
    {
        var registered = knowledge.About<PartyRegistered>($"party/{party}");
        var policy = registered.Count == 0
            ? null
            : policies.On(LocalDate.MaxIsoValue, registered[^1].Data.Jurisdiction);
        return instant.InZone(policy?.Zone ?? DateTimeZone.Utc).Date;
    }

    private readonly record struct Said(LocalDate Day, Instant Time, long Position, Bond Bond, bool Holds)
    {
        public static readonly Comparison<Said> Order = (left, right) =>
            left.Day != right.Day ? left.Day.CompareTo(right.Day)
            : left.Time != right.Time ? left.Time.CompareTo(right.Time)
            : left.Position.CompareTo(right.Position);
    }

    /// <summary>A relation has no direction here: whoever ends it ends it for both.</summary>
    private readonly record struct Bond
    {
        public static readonly IComparer<Bond> Order = Comparer<Bond>.Create((left, right) =>
            string.CompareOrdinal(left.Least, right.Least) is var least and not 0 ? least
            : string.CompareOrdinal(left.Other, right.Other) is var other and not 0 ? other
            : left.Relation.CompareTo(right.Relation));

        public Bond(string party, string related, PartyRelation relation) =>
            (Least, Other, Relation) = string.CompareOrdinal(party, related) <= 0
                ? (party, related, relation)
                : (related, party, relation);

        public string Least { get; }

        public string Other { get; }

        public PartyRelation Relation { get; }
    }

    /// <summary>Days between two changes, over which no group changes.</summary>
    private sealed class Epoch
    {
        private readonly Dictionary<string, string> parent = new(StringComparer.Ordinal);

        public Epoch(LocalDate from, SortedSet<Bond> standing)
        {
            From = from;
            foreach (var bond in standing)
            {
                var (a, b) = (GroupOf(bond.Least), GroupOf(bond.Other));
                var least = string.CompareOrdinal(a, b) <= 0 ? a : b;
                parent[a] = least;
                parent[b] = least; // the root is always the least id: it is the group's id
            }
        }

        public LocalDate From { get; }

        public string GroupOf(string party)
        {
            while (parent.TryGetValue(party, out var above) && !string.Equals(above, party, StringComparison.Ordinal))
            {
                party = above;
            }

            return party;
        }
    }
}
