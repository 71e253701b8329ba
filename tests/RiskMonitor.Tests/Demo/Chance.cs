namespace RiskMonitor.Tests.Demo;

/// <summary>
/// The province's only source of variety: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), seeded by a written name.
/// The same name gives the same numbers on every machine, for ever.
/// </summary>
internal sealed class Chance(string name)
{
    private ulong state = Seed(name);

    /// <summary>0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A factor of 1, give or take at most this much, in steps of a hundredth of it.</summary>
    public decimal Around(decimal spread) => 1m + (spread * (Below(201) - 100) / 100m);

    /// <summary>The same items in another order (Fisher and Yates).</summary>
    public List<T> Shuffle<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToList();
        for (var last = shuffled.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }

    /// <summary>FNV-1a over the UTF-16 code units of the name.</summary>
    private static ulong Seed(string name) =>
        name.Aggregate(14695981039346656037UL, (hash, unit) => unchecked((hash ^ unit) * 1099511628211UL));

    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
