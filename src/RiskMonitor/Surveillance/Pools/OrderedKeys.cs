namespace RiskMonitor.Surveillance.Pools;

/// <summary>Keys that are only ever added, each once, in ordinal order. They are walked on every day.</summary>
internal sealed class OrderedKeys
{
    public static readonly IReadOnlyList<string> None = [];

    private readonly List<string> keys = new(capacity: 1);

    public List<string> InOrder => keys;

    public void Add(string key)
    {
        var place = keys.BinarySearch(key, StringComparer.Ordinal);
        if (place < 0)
        {
            keys.Insert(~place, key);
        }
    }
}
