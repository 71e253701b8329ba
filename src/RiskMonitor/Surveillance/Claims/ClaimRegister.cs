using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Who may have a claim on what: from serials, pools, rights and sites to liens, and back.</summary>
/// <remarks>
/// Only candidates are kept here, and they are never forgotten, so that every fact costs as much as the cards that it
/// names. Two liens become a pair when a serial, a successor of it, or a pool brings them together; nothing looks at
/// all liens. What holds on a day is asked of the facts.
/// </remarks>
internal sealed class ClaimRegister(Knowledge knowledge)
{
    private readonly Dictionary<LienReference, Lien> liens = [];
    private readonly Dictionary<SerialCommitment, SerialNode> serials = [];
    private readonly SortedDictionary<string, PoolNode> pools = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RightNode> rights = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SiteNode> sites = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Pair> pairs = new(StringComparer.Ordinal);

    /// <summary>Grows with everything that is learned: what was worked out before may be untrue.</summary>
    public long Learned { get; private set; }

    public Registries Registries { get; } = new();

    public IReadOnlyDictionary<string, Pair> Pairs => pairs;

    public IReadOnlyDictionary<string, SiteNode> Sites => sites;

    public IReadOnlyDictionary<string, PoolNode> Pools => pools;

    public IEnumerable<Lien> Liens => liens.Values.Order(Lien.ByName);

    public static string RightKey(ClaimObject claim) =>
        claim.Lease is { } lease ? $"lease/{lease}" : $"contract/{claim.Receivable}";

    public IReadOnlyList<PoolNode> PoolsOf(SerialCommitment serial) =>
        serials.TryGetValue(serial, out var node) ? node.Pools : [];

    public IEnumerable<PoolNode> PoolsOfRight(string key) =>
        rights.TryGetValue(key, out var right) ? right.Pools.Values : [];

    public LienHistory? HistoryOf(Lien lien)
    {
        if (!lien.HistoryKnown)
        {
            lien.History = LienHistory.Of(lien, knowledge, Registries);
            lien.HistoryKnown = true;
        }

        return lien.History;
    }

    public PoolCards CardsOf(PoolNode pool, PolicyInForce policy) =>
        pool.Cards is { } known && ReferenceEquals(known.Zone, policy.Zone)
            ? known
            : pool.Cards = new PoolCards(pool, knowledge, policy);

    public Lien LienOf(LienReference reference)
    {
        if (!liens.TryGetValue(reference, out var lien))
        {
            liens.Add(reference, lien = new Lien(reference));
        }

        return lien;
    }

    public PoolNode Pool(PoolId pool)
    {
        if (!pools.TryGetValue(pool.Value, out var node))
        {
            pools.Add(pool.Value, node = new PoolNode(pool));
        }

        return node;
    }

    /// <summary>Something about the lien, or the word that counts for it, is another than before.</summary>
    public void Forget(Lien lien)
    {
        Learned++;
        (lien.History, lien.HistoryKnown) = (null, false);
    }

    public void Forget(PoolNode pool)
    {
        Learned++;
        pool.Cards = null;
    }

    public void Forget() => Learned++;

    public void Lay(Lien lien, LienObjects objects, Touched touched)
    {
        foreach (var serial in objects.Serials ?? [])
        {
            Lay(lien, serial, touched);
        }

        if (objects.Units is { } units)
        {
            var site = Site(units.Site, units.Chip);
            site.UnitLiens.Add(lien);
            lien.Sites.TryAdd(site.Subject, site);
        }

        if (objects.Claim is { } claim)
        {
            lien.OnRights = true;
            var right = Right(RightKey(claim));
            right.Liens.Add(lien);
            foreach (var pool in right.Pools.Values)
            {
                Reach(lien, pool, touched);
            }
        }
    }

    public void Hold(PoolNode pool, IEnumerable<SerialCommitment> held, Touched touched)
    {
        foreach (var serial in held)
        {
            var node = Node(serial);
            if (!node.Pools.Contains(pool))
            {
                node.Pools.Add(pool);
            }

            foreach (var lien in node.Liens)
            {
                Join(lien, pool);
                foreach (var other in node.Liens)
                {
                    Meet(lien, other, pool, touched);
                }

                foreach (var other in pool.RightLiens)
                {
                    Meet(lien, other, pool, touched);
                }
            }
        }
    }

    /// <summary>A card continues under a new serial: so do the liens on it.</summary>
    public void Continue(SerialCommitment old, SerialCommitment successor, Touched touched)
    {
        var node = Node(old);
        node.Successors ??= [];
        if (!node.Successors.Contains(successor))
        {
            node.Successors.Add(successor);
        }

        foreach (var lien in node.Liens.ToArray())
        {
            Lay(lien, successor, touched);
        }
    }

    public void Lease(LeaseId lease, LeaseId? parent, PoolNode pool, Touched touched)
    {
        var right = Right($"lease/{lease}");
        Reach(right, pool, touched);
        if (parent is not null)
        {
            var above = Right($"lease/{parent}");
            right.Parents.TryAdd(above.Key, above);
            foreach (var reached in right.Pools.Values.ToArray())
            {
                Reach(above, reached, touched);
            }
        }
    }

    public void Sell(ContractId contract, PoolNode pool, Touched touched) =>
        Reach(Right($"contract/{contract}"), pool, touched);

    public IEnumerable<Lien> LiensOfContract(ContractId contract) =>
        rights.TryGetValue($"contract/{contract}", out var right) ? right.Liens : [];

    public SiteNode Stand(PoolNode pool, SiteId at, ChipModel chip)
    {
        var site = Site(at, chip);
        site.Pools.TryAdd(pool.Stream, pool);
        pool.Sites.TryAdd(site.Subject, site);
        return site;
    }

    private void Lay(Lien lien, SerialCommitment serial, Touched touched)
    {
        var node = Node(serial);
        if (!node.Liens.Contains(lien))
        {
            node.Liens.Add(lien);
            foreach (var successor in node.Successors ?? [])
            {
                Lay(lien, successor, touched);
            }
        }

        foreach (var other in node.Liens)
        {
            Meet(lien, other, pool: null, touched);
        }

        foreach (var pool in node.Pools)
        {
            Join(lien, pool);
            foreach (var other in node.Liens)
            {
                Meet(lien, other, pool, touched);
            }

            foreach (var other in pool.RightLiens)
            {
                Meet(lien, other, pool, touched);
            }
        }
    }

    private void Reach(RightNode right, PoolNode pool, Touched touched)
    {
        var seen = !right.Pools.TryAdd(pool.Stream, pool);
        foreach (var lien in right.Liens)
        {
            Reach(lien, pool, touched);
        }

        if (!seen)
        {
            foreach (var parent in right.Parents.Values)
            {
                Reach(parent, pool, touched);
            }
        }
    }

    /// <summary>A right leads the lien to the pool, and so to everybody who has a claim on a card of it.</summary>
    private void Reach(Lien lien, PoolNode pool, Touched touched)
    {
        Join(lien, pool);
        pool.RightLiens.Add(lien);
        foreach (var other in pool.Liens)
        {
            Meet(lien, other, pool, touched);
        }
    }

    private static void Join(Lien lien, PoolNode pool)
    {
        lien.Pools.TryAdd(pool.Stream, pool);
        pool.Liens.Add(lien);
    }

    private void Meet(Lien lien, Lien other, PoolNode? pool, Touched touched)
    {
        if (ReferenceEquals(lien, other))
        {
            return;
        }

        if (!lien.Pairs.TryGetValue(other.Name, out var pair))
        {
            var (first, second) = Lien.ByName.Compare(lien, other) < 0 ? (lien, other) : (other, lien);
            pair = new Pair(first, second);
            pairs.Add(pair.Subject, pair);
            first.Pairs.Add(second.Name, pair);
            second.Pairs.Add(first.Name, pair);
        }

        if (pool is not null)
        {
            pair.Pools.TryAdd(pool.Stream, pool);
        }

        touched.Add(pair);
    }

    private SerialNode Node(SerialCommitment serial)
    {
        if (!serials.TryGetValue(serial, out var node))
        {
            serials.Add(serial, node = new SerialNode());
        }

        return node;
    }

    private RightNode Right(string key)
    {
        if (!rights.TryGetValue(key, out var right))
        {
            rights.Add(key, right = new RightNode(key));
        }

        return right;
    }

    private SiteNode Site(SiteId site, ChipModel chip)
    {
        var key = SiteNode.Key(site, chip);
        if (!sites.TryGetValue(key, out var node))
        {
            sites.Add(key, node = new SiteNode(site, chip));
        }

        return node;
    }
}
