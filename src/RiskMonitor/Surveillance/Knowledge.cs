using System.Text.Json;
using RiskMonitor.Corrections;
using RiskMonitor.Wire;

namespace RiskMonitor.Surveillance;

/// <summary>Every fact that stands, findable by what it is about. It knows nothing of rules.</summary>
/// <remarks>
/// A fact is about the subject of its stream and about everything that it refers to, under keys as <c>pool/pool-7</c>.
/// Within a key, facts of one type are ordered by valid time, then by position: the last one is the last word.
/// </remarks>
public sealed class Knowledge
{
    private readonly Dictionary<string, Dictionary<Type, IShelf>> shelves = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, IShelf> byType = [];
    private readonly Dictionary<FiledId, Entry> entries = [];
    private readonly Dictionary<FiledId, List<SealedFact>> waiting = [];
    private readonly SortedSet<string> subjects = new(StringComparer.Ordinal);

    /// <summary>Keys of all subjects that have a stream of their own, in ordinal order.</summary>
    public IReadOnlyCollection<string> Subjects => subjects;

    /// <summary>Facts of this type about the subject, the earliest valid first.</summary>
    public IReadOnlyList<Stated<T>> About<T>(string key)
        where T : class =>
        shelves.TryGetValue(key, out var shelf) && shelf.TryGetValue(typeof(T), out var stated)
            ? ((Shelf<T>)stated).Items
            : [];

    /// <summary>All facts of this type, the earliest valid first.</summary>
    public IReadOnlyList<Stated<T>> All<T>()
        where T : class => byType.TryGetValue(typeof(T), out var stated) ? ((Shelf<T>)stated).Items : [];

    /// <summary>Whether anything was filed in the stream of this subject.</summary>
    public bool Knows(string key) => subjects.Contains(key);

    /// <summary>
    /// Takes in the next sealed fact; returns what it changed, which is nothing while its target is unknown.
    /// </summary>
    public IReadOnlyList<FactChange> Apply(SealedFact fact) => fact.Data switch
    {
        FactCorrected corrected => Amend(corrected.Target, fact),
        FactRetracted retracted => Amend(retracted.Target, fact),
        _ => Assert(fact),
    };

    private List<FactChange> Assert(SealedFact fact)
    {
        var entry = new Entry(fact);
        entries.Add(fact.Id, entry);
        var stated = State(fact, fact.Data, fact.ValidTime, fact.Position);
        var changes = new List<FactChange> { Replace(entry, stated, fact) };
        if (waiting.Remove(fact.Id, out var amendments))
        {
            changes.AddRange(amendments.Select(amendment => Amend(entry, amendment, fact)));
        }

        return changes;
    }

    private FactChange[] Amend(FiledId target, SealedFact amendment)
    {
        if (entries.TryGetValue(target, out var entry))
        {
            return [Amend(entry, amendment, amendment)];
        }

        if (!waiting.TryGetValue(target, out var queue))
        {
            waiting.Add(target, queue = []);
        }

        queue.Add(amendment);
        return [];
    }

    private FactChange Amend(Entry entry, SealedFact amendment, SealedFact cause)
    {
        var original = entry.Original;
        var after = amendment.Data is FactCorrected corrected
            ? State(
                original,
                JsonSerializer.Deserialize(corrected.Data.Text, original.Data.GetType(), Json.Options)!,
                corrected.Time ?? original.ValidTime,
                amendment.Position)
            : null;
        return Replace(entry, after, cause);
    }

    private FactChange Replace(Entry entry, IStated? after, SealedFact cause)
    {
        var before = entry.Current;
        if (before is not null)
        {
            foreach (var key in Keys(before.Data))
            {
                shelves[key][before.Data.GetType()].Remove(before);
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
                byType.Add(after.Data.GetType(), all = NewShelf(after.Data.GetType()));
            }

            all.Add(after);
            if (after.Data is IFact fact)
            {
                subjects.Add(fact.Stream);
            }
        }

        entry.Current = after;
        return new FactChange(before, after, cause);
    }

    private static IStated State(SealedFact original, object data, NodaTime.Instant validTime, long position) =>
        (IStated)Activator.CreateInstance(
            typeof(Stated<>).MakeGenericType(data.GetType()),
            data, validTime, position, original.Position, original.RecordedAt, original.Id, original.Evidence)!;

    private static SortedSet<string> Keys(object data)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        if (data is IFact fact)
        {
            keys.Add(fact.Stream);
            foreach (var reference in fact.References)
            {
                keys.Add(reference.ToString());
            }
        }

        return keys;
    }

    private IShelf ShelfOf(string key, Type type)
    {
        if (!shelves.TryGetValue(key, out var shelf))
        {
            shelves.Add(key, shelf = []);
        }

        if (!shelf.TryGetValue(type, out var stated))
        {
            shelf.Add(type, stated = NewShelf(type));
        }

        return stated;
    }

    private static IShelf NewShelf(Type type) =>
        (IShelf)Activator.CreateInstance(typeof(Shelf<>).MakeGenericType(type))!;

    private interface IShelf
    {
        void Add(IStated stated);

        void Remove(IStated stated);
    }

    private sealed class Entry(SealedFact original)
    {
        public SealedFact Original { get; } = original;

        public IStated? Current { get; set; }
    }

    private sealed class Shelf<T> : IShelf
        where T : class
    {
        private static readonly Comparer<Stated<T>> Order = Comparer<Stated<T>>.Create((left, right) =>
            left.ValidTime != right.ValidTime
                ? left.ValidTime.CompareTo(right.ValidTime)
                : left.Position.CompareTo(right.Position));

        public List<Stated<T>> Items { get; } = [];

        public void Add(IStated stated)
        {
            var item = (Stated<T>)stated;
            if (Items.Count == 0 || Order.Compare(Items[^1], item) < 0)
            {
                Items.Add(item); // facts mostly come in the order of their valid time
                return;
            }

            Items.Insert(~Items.BinarySearch(item, Order), item);
        }

        public void Remove(IStated stated) => Items.RemoveAt(Items.BinarySearch((Stated<T>)stated, Order));
    }
}
