namespace RiskMonitor.Surveillance.Claims;

/// <summary>What one fact concerns, each once.</summary>
internal sealed class Touched
{
    private readonly SortedDictionary<string, Pair> pairs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SiteNode> sites = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PoolNode> deliveries = new(StringComparer.Ordinal);

    public IEnumerable<string> Subjects => pairs.Keys.Concat(sites.Keys).Concat(deliveries.Keys);

    public void Add(Pair pair) => pairs.TryAdd(pair.Subject, pair);

    public void Add(SiteNode site) => sites.TryAdd(site.Subject, site);

    public void AddDelivery(PoolNode pool) => deliveries.TryAdd(pool.Delivery, pool);

    public void Add(PoolNode pool)
    {
        AddDelivery(pool);
        foreach (var site in pool.Sites.Values)
        {
            Add(site);
        }
    }

    /// <summary>
    /// Everything on which the lien has a say: its own pairs, those of liens that may be derived from it, its sites.
    /// </summary>
    public void Add(Lien lien)
    {
        foreach (var pair in lien.Pairs.Values)
        {
            Add(pair);
            var other = pair.Other(lien);
            foreach (var next in other.OnRights ? other.Pairs.Values : Enumerable.Empty<Pair>())
            {
                Add(next);
            }
        }

        foreach (var pool in lien.Pools.Values)
        {
            Add(pool);
        }

        foreach (var site in lien.Sites.Values)
        {
            Add(site);
            foreach (var pool in site.Pools.Values)
            {
                AddDelivery(pool);
            }
        }
    }
}
