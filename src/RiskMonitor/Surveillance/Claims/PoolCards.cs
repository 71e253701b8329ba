using NodaTime;
using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>A card left its pool under this serial.</summary>
/// <param name="Successor">The serial under which the same card continues there; null where it was retired.</param>
/// <param name="Destroyed">It was taken out for a fault or scrapped: nothing of it is left.</param>
internal sealed record Departure(LocalDate Day, PoolId Pool, SerialCommitment? Successor, bool Destroyed);

/// <summary>Which serials a pool holds on which day, by what is known now.</summary>
internal sealed class PoolCards
{
    private readonly Dictionary<SerialCommitment, LocalDate> entered = [];
    private readonly Dictionary<SerialCommitment, List<Departure>> left = [];
    private readonly Dictionary<SerialCommitment, List<(LocalDate Day, bool In)>> moves = [];
    private readonly SortedSet<LocalDate> turns = [];
    private readonly List<(LocalDate Day, SiteId Site)> sites = [];

    public PoolCards(PoolNode node, Knowledge knowledge, PolicyInForce policy)
    {
        Zone = policy.Zone;
        Registrations = Standing(knowledge.About<PoolRegistered>(node.Stream));
        var delivered = knowledge.About<CardsDelivered>(node.Stream);
        var replaced = knowledge.About<CardsReplaced>(node.Stream);
        foreach (var stated in replaced)
        {
            foreach (var card in stated.Data.Replacements)
            {
                Leave(card.Old, new Departure(policy.DayOf(stated.ValidTime), node.Pool, card.New, Destroyed: false));
            }
        }

        foreach (var stated in knowledge.About<CardsRetired>(node.Stream))
        {
            var destroyed = stated.Data.Cause is RetirementCause.Fault or RetirementCause.Scrapped;
            foreach (var serial in stated.Data.Serials)
            {
                Leave(serial, new Departure(policy.DayOf(stated.ValidTime), node.Pool, null, destroyed));
            }
        }

        foreach (var stated in Registrations)
        {
            Enter(stated.Data.Serials, policy.DayOf(stated.ValidTime));
        }

        foreach (var stated in delivered)
        {
            Enter(stated.Data.Serials, policy.DayOf(stated.ValidTime));
        }

        foreach (var stated in replaced)
        {
            Enter(stated.Data.Replacements.Select(card => card.New), policy.DayOf(stated.ValidTime));
        }

        foreach (var path in moves.Values)
        {
            path.Sort((one, other) =>
                one.Day != other.Day ? one.Day.CompareTo(other.Day) : other.In.CompareTo(one.In));
        }

        Locate(knowledge.About<CardsMoved>(node.Stream), policy);
    }

    public DateTimeZone Zone { get; }

    /// <summary>The registration that stands, in its parts; empty while the pool is only spoken of.</summary>
    public IReadOnlyList<Stated<PoolRegistered>> Registrations { get; }

    public PoolRegistered? Terms => Registrations.Count > 0 ? Registrations[^1].Data : null;

    /// <summary>Days on which its cards change.</summary>
    public IReadOnlyCollection<LocalDate> Turns => turns;

    public bool HasSerials => entered.Count + moves.Count > 0;

    /// <summary>Where its cards stand; a move of a part of them without serials moves none that can be told.</summary>
    public SiteId? SiteOn(LocalDate day)
    {
        var site = Terms?.Site;
        foreach (var move in sites)
        {
            site = move.Day <= day ? move.Site : site;
        }

        return site;
    }

    public bool Holds(SerialCommitment serial, LocalDate day)
    {
        if (moves.TryGetValue(serial, out var path))
        {
            var step = path.FindLastIndex(move => move.Day <= day);
            return step >= 0 && path[step].In;
        }

        return entered.TryGetValue(serial, out var from) && from <= day;
    }

    public IEnumerable<SerialCommitment> Present(LocalDate day)
    {
        foreach (var (serial, from) in entered)
        {
            if (from <= day)
            {
                yield return serial;
            }
        }

        foreach (var serial in moves.Keys)
        {
            if (Holds(serial, day))
            {
                yield return serial;
            }
        }
    }

    public IReadOnlyList<Departure> Departures(SerialCommitment serial) => left.GetValueOrDefault(serial) ?? [];

    /// <summary>The last filing takes the place of earlier ones; parts of one filing stand beside each other.</summary>
    private static List<Stated<PoolRegistered>> Standing(IReadOnlyList<Stated<PoolRegistered>> filed)
    {
        if (filed.Count == 0)
        {
            return [];
        }

        var last = filed[^1];
        if (last.Data.Part is null)
        {
            return [last];
        }

        var parts = new SortedDictionary<int, Stated<PoolRegistered>>();
        foreach (var stated in filed)
        {
            if (stated.Data.Part is { } part && stated.Data.Parts == last.Data.Parts)
            {
                parts[part] = stated;
            }
        }

        return [.. parts.Values];
    }

    private void Leave(SerialCommitment serial, Departure departure)
    {
        if (!left.TryGetValue(serial, out var departures))
        {
            left.Add(serial, departures = new List<Departure>(capacity: 1));
            moves.Add(serial, []);
        }

        departures.Add(departure);
        moves[serial].Add((departure.Day, false));
        turns.Add(departure.Day);
    }

    private void Enter(IEnumerable<SerialCommitment> serials, LocalDate day)
    {
        turns.Add(day);
        foreach (var serial in serials)
        {
            if (moves.TryGetValue(serial, out var path))
            {
                path.Add((day, true));
            }
            else
            {
                entered[serial] = entered.TryGetValue(serial, out var known) ? LocalDate.Min(known, day) : day;
            }
        }
    }

    private void Locate(IReadOnlyList<Stated<CardsMoved>> moved, PolicyInForce policy)
    {
        foreach (var stated in moved)
        {
            if (stated.Data.Cards >= (Terms?.Cards ?? int.MaxValue))
            {
                var day = policy.DayOf(stated.ValidTime);
                sites.Add((day, stated.Data.To));
                turns.Add(day);
            }
        }
    }
}
