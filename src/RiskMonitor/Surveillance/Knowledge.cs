using System.Text.Json;
using RiskMonitor.Corrections;
using RiskMonitor.Filing;

namespace RiskMonitor.Surveillance;

/// <summary>Every fact that stands, findable by what it is about. It knows nothing of rules.</summary>
/// <remarks>
/// A fact is about the subject of its stream and about everything that it refers to, under keys as <c>pool/pool-7</c>.
/// Within a key, facts of one type are ordered by valid time, then by position: the last one is the last word.
/// </remarks>
public sealed class Knowledge
{
    private readonly Dictionary<string, Shelves> shelves = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, Shelf> byType = [];
    private readonly Dictionary<FiledId, Entry> entries = [];
    private readonly Dictionary<FiledId, List<SealedFact>> waiting = [];
    private readonly HashSet<string> subjects = new(StringComparer.Ordinal);
    private string[] inOrder = [];

    /// <summary>Keys of all subjects that have a stream of their own, in ordinal order.</summary>
    public IReadOnlyCollection<string> Subjects => inOrder.Length == subjects.Count
        ? inOrder
        : inOrder = [.. subjects.Order(StringComparer.Ordinal)];

    /// <summary>Facts of this type about the subject, the earliest valid first.</summary>
    public IReadOnlyList<Stated<T>> About<T>(string key)
        where T : class =>
        shelves.TryGetValue(key, out var shelf) && shelf.Find(typeof(T)) is { } stated ? ((Shelf<T>)stated).Items : [];

    /// <summary>Facts of every type about the subject, in the order of their positions.</summary>
    public IReadOnlyList<IStated> About(string key) => shelves.TryGetValue(key, out var shelf)
        ? [.. shelf.All.SelectMany(stated => stated.Facts).OrderBy(fact => fact.Position)]
        : [];

    /// <summary>All facts of this type, the earliest valid first.</summary>
    public IReadOnlyList<Stated<T>> All<T>()
        where T : class => byType.TryGetValue(typeof(T), out var stated) ? ((Shelf<T>)stated).Items : [];

    /// <summary>Whether anything was filed in the stream of this subject.</summary>
    public bool Knows(string key) => subjects.Contains(key);

    /// <summary>
    /// Keys of all that the fact is about and of all that facts about those refer to, in ordinal order: a bill leads
    /// over its contract to the pools.
    /// </summary>
    public IReadOnlyCollection<string> Around(object data)
    {
        var around = new SortedSet<string>(StringComparer.Ordinal);
        if (data is IFact fact)
        {
            string[] own = [fact.Stream, .. fact.References.Select(reference => reference.ToString())];
            around.UnionWith(own);
            around.UnionWith(own.SelectMany(About).Select(stated => stated.Data).OfType<IFact>()
                .SelectMany(near => near.References).Select(reference => reference.ToString()));
        }

        return around;
    }

    /// <summary>What <see cref="Take"/> changed.</summary>
    public IReadOnlyList<FactChange> Apply(SealedFact fact) => Take(fact).Changes;

    /// <summary>
    /// Takes in the next sealed fact. A correction or retraction changes nothing while its target is unknown; one that
    /// could never have been filed in its target's place is refused, and changes nothing for ever.
    /// </summary>
    public Taken Take(SealedFact fact) => fact.Data switch
    {
        FactCorrected corrected => Amend(corrected.Target, fact),
        FactRetracted retracted => Amend(retracted.Target, fact),
        _ => Assert(fact),
    };

    private Taken Assert(SealedFact fact)
    {
        var entry = new Entry(fact);
        if (fact.Data is not FilingAccepted)
        {
            entries.Add(fact.Id, entry); // a receipt is the monitor's own, and nobody can correct it
        }

        var stated = Shape.Of(fact.Data.GetType()).State(fact, fact.Data, fact.ValidTime, fact.Position);
        var first = Replace(entry, stated, fact);
        if (!waiting.Remove(fact.Id, out var amendments))
        {
            return new Taken([first], []);
        }

        var changes = new List<FactChange> { first };
        var refused = new List<RefusedAmendment>();
        foreach (var amendment in amendments)
        {
            Amend(entry, amendment, fact, changes, refused);
        }

        return new Taken(changes, refused);
    }

    private Taken Amend(FiledId target, SealedFact amendment)
    {
        if (entries.TryGetValue(target, out var entry))
        {
            var changes = new List<FactChange>();
            var refused = new List<RefusedAmendment>();
            Amend(entry, amendment, amendment, changes, refused);
            return new Taken(changes, refused);
        }

        if (!waiting.TryGetValue(target, out var queue))
        {
            waiting.Add(target, queue = []);
        }

        queue.Add(amendment);
        return new Taken([], []);
    }

    private void Amend(
        Entry entry, SealedFact amendment, SealedFact cause, List<FactChange> changes, List<RefusedAmendment> refused)
    {
        try
        {
            var replacement = Amendment.Read(entry.Original, amendment);
            var after = replacement is null
                ? null
                : Shape.Of(replacement.GetType()).State(
                    entry.Original,
                    replacement,
                    ((FactCorrected)amendment.Data).Time ?? entry.Original.ValidTime,
                    amendment.Position);
            if (after is not null || entry.Current is not null)
            {
                changes.Add(Replace(entry, after, cause)); // what was taken back cannot be taken back again
            }
        }
        catch (Exception broken) when (broken is JsonException or FormatException)
        {
            refused.Add(new RefusedAmendment(amendment, entry.Original, broken.Message));
        }
    }

    private FactChange Replace(Entry entry, IStated? after, SealedFact cause)
    {
        var before = entry.Current;
        if (before is not null)
        {
            foreach (var key in Keys(before.Data))
            {
                shelves[key].Find(before.Data.GetType())!.Remove(before);
            }

            byType[before.Data.GetType()].Remove(before);
        }

        if (after is not null)
        {
            foreach (var key in Keys(after.Data))
            {
                ShelfOf(key, after.Data.GetType()).Add(after);
            }

            if (!byType.TryGetValue(after.Data.GetType(), out var all))
            {
                byType.Add(after.Data.GetType(), all = Shape.Of(after.Data.GetType()).NewShelf());
            }

            all.Add(after);
        }

        entry.Current = after;
        return new FactChange(before, after, cause);
    }

    /// <summary>Each key once; a fact has few, so that looking through them is cheaper than a set.</summary>
    private List<string> Keys(object data)
    {
        var keys = new List<string>(capacity: 4);
        if (data is IFact fact)
        {
            keys.Add(fact.Stream);
            subjects.Add(fact.Stream);
            foreach (var reference in fact.References)
            {
                var key = reference.ToString();
                if (!keys.Contains(key))
                {
                    keys.Add(key);
                }
            }
        }

        return keys;
    }

    private Shelf ShelfOf(string key, Type type)
    {
        if (!shelves.TryGetValue(key, out var shelf))
        {
            shelves.Add(key, shelf = new Shelves());
        }

        return shelf.Find(type) ?? shelf.Add(type);
    }

    private sealed class Entry(SealedFact original)
    {
        public SealedFact Original { get; } = original;

        public IStated? Current { get; set; }
    }
}

/// <param name="Refused">Corrections that cannot stand in their target's place.</param>
public sealed record Taken(IReadOnlyList<FactChange> Changes, IReadOnlyList<RefusedAmendment> Refused);

/// <param name="Why">What is wrong with it.</param>
public sealed record RefusedAmendment(SealedFact Amendment, SealedFact Target, string Why);
