namespace RiskMonitor.Surveillance.Claims;

/// <summary>One serial: which liens name it, in which pools it was, and under which serial it came back.</summary>
internal sealed class SerialNode
{
    public List<Lien> Liens { get; } = new(capacity: 1);

    public List<PoolNode> Pools { get; } = new(capacity: 1);

    public List<SerialCommitment>? Successors { get; set; }
}

internal sealed class PoolNode(PoolId pool)
{
    public PoolId Pool { get; } = pool;

    public string Stream { get; } = $"pool/{pool}";

    public string Delivery { get; } = $"delivery/{pool}";

    /// <summary>Liens that name a card of it, or a right that leads to it.</summary>
    public SortedSet<Lien> Liens { get; } = new(Lien.ByName);

    /// <summary>Those of them that lie on a lease or on receivables.</summary>
    public SortedSet<Lien> RightLiens { get; } = new(Lien.ByName);

    public SortedDictionary<string, SiteNode> Sites { get; } = new(StringComparer.Ordinal);

    public PoolCards? Cards { get; set; }
}

/// <summary>A lease or a contract that leads to pools.</summary>
internal sealed class RightNode(string key)
{
    public string Key { get; } = key;

    public SortedSet<Lien> Liens { get; } = new(Lien.ByName);

    public SortedDictionary<string, PoolNode> Pools { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, RightNode> Parents { get; } = new(StringComparer.Ordinal);
}

/// <summary>One chip at one site.</summary>
internal sealed class SiteNode(SiteId site, ChipModel chip)
{
    public SiteId Site { get; } = site;

    public ChipModel Chip { get; } = chip;

    public string Subject { get; } = Key(site, chip);

    public SortedSet<Lien> UnitLiens { get; } = new(Lien.ByName);

    public SortedDictionary<string, PoolNode> Pools { get; } = new(StringComparer.Ordinal);

    public Memo<SiteClaims> Claims { get; } = new();

    public static string Key(SiteId site, ChipModel chip) => $"site/{site}/{chip}";
}
