using NodaTime;

namespace RiskMonitor.Surveillance;

/// <summary>Facts of one type in the order of their valid time, then of their positions.</summary>
internal abstract class Shelf(Type type)
{
    public Type Type => type;

    public abstract IEnumerable<IStated> Facts { get; }

    public abstract void Add(IStated stated);

    public abstract void Remove(IStated stated);
}

internal sealed class Shelf<T>() : Shelf(typeof(T))
    where T : class
{
    private static readonly Comparer<Stated<T>> Order = Comparer<Stated<T>>.Create((left, right) =>
        left.ValidTime != right.ValidTime
            ? left.ValidTime.CompareTo(right.ValidTime)
            : left.Position.CompareTo(right.Position));

    public List<Stated<T>> Items { get; } = new(capacity: 1);

    public override IEnumerable<IStated> Facts => Items;

    public override void Add(IStated stated)
    {
        var item = (Stated<T>)stated;
        if (Items.Count == 0 || Order.Compare(Items[^1], item) < 0)
        {
            Items.Add(item); // facts mostly come in the order of their valid time
            return;
        }

        Items.Insert(~Items.BinarySearch(item, Order), item);
    }

    public override void Remove(IStated stated) => Items.RemoveAt(Items.BinarySearch((Stated<T>)stated, Order));
}

/// <summary>The shelves of one key: few, so they are looked through one by one.</summary>
internal sealed class Shelves
{
    private readonly List<Shelf> shelves = new(capacity: 1);

    public IEnumerable<Shelf> All => shelves;

    public Shelf? Find(Type type)
    {
        foreach (var shelf in shelves)
        {
            if (shelf.Type == type)
            {
                return shelf;
            }
        }

        return null;
    }

    public Shelf Add(Type type)
    {
        var shelf = Shape.Of(type).NewShelf();
        shelves.Add(shelf);
        return shelf;
    }
}

/// <summary>Makes what is generic in the type of a fact, so that reflection is paid once per type.</summary>
internal abstract class Shape
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Shape> Known = new();

    public static Shape Of(Type type) => Known.GetOrAdd(type, static missing =>
        (Shape)Activator.CreateInstance(typeof(Shape<>).MakeGenericType(missing))!);

    public abstract IStated State(SealedFact original, object data, Instant validTime, long position);

    public abstract Shelf NewShelf();
}

internal sealed class Shape<T> : Shape
    where T : class
{
    public override IStated State(SealedFact original, object data, Instant validTime, long position) => new Stated<T>(
        (T)data, validTime, position, original.Position, original.RecordedAt, original.Id, original.Evidence);

    public override Shelf NewShelf() => new Shelf<T>();
}
