using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Parties;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Who owes which facility, who reports accounts, and which groups they are or were in.</summary>
internal sealed class Obligors(Knowledge knowledge, Groups groups)
{
    private readonly SortedDictionary<string, PartyId> borrowers = new(StringComparer.Ordinal); // by facility
    private readonly SortedDictionary<string, OrderedKeys> facilities = new(StringComparer.Ordinal); // by party
    private readonly SortedDictionary<string, PartyId> accounts = new(StringComparer.Ordinal); // by party key
    private readonly SortedDictionary<string, OrderedKeys> members = new(StringComparer.Ordinal); // by group

    /// <summary>Keys of the facilities whose opening was filed, ascending.</summary>
    public IReadOnlyCollection<string> Facilities => borrowers.Keys;

    /// <summary>Keys of the parties whose accounts were filed, ascending.</summary>
    public IReadOnlyCollection<string> Accounts => accounts.Keys;

    /// <summary>Names of the groups that a borrower is or was in, ascending.</summary>
    public IReadOnlyCollection<string> Groups => members.Keys;

    public bool Reports(string party) => accounts.ContainsKey(party);

    public bool Borrows(string party) => facilities.ContainsKey(party);

    public void Open(string facility, PartyId borrower)
    {
        borrowers[facility] = borrower;
        if (!facilities.TryGetValue(borrower.Value, out var owed))
        {
            facilities.Add(borrower.Value, owed = new OrderedKeys());
        }

        owed.Add(facility);
    }

    public void Report(string key, PartyId party) => accounts[key] = party;

    /// <summary>The borrower of a facility, or the party whose accounts these are, where it borrows at all.</summary>
    public PartyId? Behind(string subject)
    {
        var party = borrowers.GetValueOrDefault(subject) ?? accounts.GetValueOrDefault(subject);
        return party is not null && facilities.ContainsKey(party.Value) ? party : null;
    }

    /// <summary>Every group that the borrower is in on any day, of which it is a member from now on.</summary>
    public IEnumerable<string> Enrol(PartyId borrower)
    {
        foreach (var group in groups.EverOf(borrower))
        {
            if (!members.TryGetValue(group, out var parties))
            {
                members.Add(group, parties = new OrderedKeys());
            }

            parties.Add(borrower.Value);
            yield return group;
        }
    }

    /// <summary>Facilities of a facility (itself), a party or a group on any day, ascending.</summary>
    public IReadOnlyList<string> FacilitiesOf(Obligor obligor) => obligor.Kind switch
    {
        ObligorKind.Facility => [obligor.Subject],
        ObligorKind.Party => OwedBy(obligor.Name),
        _ => OwedByAll(MembersOf(obligor.Name)),
    };

    public IReadOnlyList<string> OwedBy(string party) =>
        facilities.GetValueOrDefault(party)?.InOrder ?? OrderedKeys.None;

    /// <summary>Whether the borrower is the obligor, or in the group that is, on the day.</summary>
    public bool Owes(Obligor obligor, PartyId borrower, LocalDate day) => obligor.Kind switch
    {
        ObligorKind.Facility => true,
        ObligorKind.Party => string.Equals(borrower.Value, obligor.Name, StringComparison.Ordinal),
        _ => string.Equals(groups.GroupOf(borrower, day), obligor.Name, StringComparison.Ordinal),
    };

    public string GroupOf(Obligor obligor, LocalDate day) => obligor.Kind switch
    {
        ObligorKind.Facility => groups.GroupOf(borrowers[obligor.Subject], day),
        ObligorKind.Party => groups.GroupOf(PartyId.Of(obligor.Name), day),
        _ => obligor.Name,
    };

    /// <summary>
    /// Of a facility that of its borrower; of a group that of the party it is named for, else of its first member that
    /// has one. A party that nobody has registered is where the pools of its first facility are.
    /// </summary>
    public Jurisdiction? PlaceOf(Obligor obligor)
    {
        if (obligor.Kind == ObligorKind.Facility)
        {
            return borrowers.TryGetValue(obligor.Subject, out var borrower)
                ? PlaceOf(borrower.Value, obligor.Subject)
                : null;
        }

        if (obligor.Kind == ObligorKind.Group && PlaceOf(obligor.Name, facility: null) is null)
        {
            foreach (var party in MembersOf(obligor.Name))
            {
                if (PlaceOf(party, FirstOwedBy(party)) is { } place)
                {
                    return place;
                }
            }
        }

        return PlaceOf(obligor.Name, FirstOwedBy(obligor.Name));
    }

    private string? FirstOwedBy(string party) => OwedBy(party) is [var first, ..] ? first : null;

    private IReadOnlyList<string> OwedByAll(IReadOnlyList<string> parties) => parties.Count == 1
        ? OwedBy(parties[0])
        : [.. parties.SelectMany(OwedBy).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IReadOnlyList<string> MembersOf(string group) =>
        members.GetValueOrDefault(group)?.InOrder ?? OrderedKeys.None;

    private Jurisdiction? PlaceOf(string party, string? facility)
    {
        var registered = knowledge.About<PartyRegistered>($"party/{party}");
        if (registered.Count > 0)
        {
            return registered[^1].Data.Jurisdiction;
        }

        if (facility is not null)
        {
            foreach (var opened in knowledge.About<FacilityOpened>(facility))
            {
                foreach (var pool in opened.Data.Pools)
                {
                    if (knowledge.About<PoolRegistered>($"pool/{pool}") is { Count: > 0 } known)
                    {
                        return known[^1].Data.Jurisdiction;
                    }
                }
            }
        }

        return null;
    }
}

/// <summary>A subject as <c>facility/fac-7</c>, <c>party/owner-7</c> or <c>group/owner-7</c>, taken apart.</summary>
internal sealed record Obligor(ObligorKind Kind, string Subject, string Name)
{
    public static readonly string Facility = "facility/";
    public static readonly string Party = "party/";
    public static readonly string Group = "group/";

    /// <summary>Null where the subject is none of them.</summary>
    public static Obligor? Of(string subject) => KindOf(subject) is { } kind
        ? new Obligor(kind, subject, subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..])
        : null;

    public static ObligorKind? KindOf(string subject) =>
        subject.StartsWith(Facility, StringComparison.Ordinal) ? ObligorKind.Facility
        : subject.StartsWith(Party, StringComparison.Ordinal) ? ObligorKind.Party
        : subject.StartsWith(Group, StringComparison.Ordinal) ? ObligorKind.Group
        : null;
}

internal enum ObligorKind
{
    Facility,
    Party,
    Group,
}
