using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>One entry of a register, and everything that it may ever have met: candidates, never the truth.</summary>
/// <remarks>What was once met is kept after a correction; whether it holds on a day is asked of the facts.</remarks>
internal sealed class Lien(LienReference reference)
{
    public static readonly IComparer<Lien> ByName =
        Comparer<Lien>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));

    public LienReference Reference { get; } = reference;

    /// <summary>As <c>zhongdeng:0001</c>.</summary>
    public string Name { get; } = $"{reference.Registry}:{reference.Number}";

    public string Stream { get; } = $"lien/{reference}";

    /// <summary>Liens that may lie on one card with this one.</summary>
    public SortedDictionary<string, Pair> Pairs { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, PoolNode> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Sites on whose units it lies without serials.</summary>
    public SortedDictionary<string, SiteNode> Sites { get; } = new(StringComparer.Ordinal);

    /// <summary>It lies, or lay, on a lease or on receivables.</summary>
    public bool OnRights { get; set; }

    public LienHistory? History { get; set; }

    public bool HistoryKnown { get; set; }

    public Memo<Cover> Cover { get; } = new();
}

/// <summary>Two liens that may lie on one card.</summary>
internal sealed class Pair(Lien first, Lien second)
{
    public Lien First { get; } = first;

    public Lien Second { get; } = second;

    public string Subject { get; } = $"claims/{first.Name}+{second.Name}";

    /// <summary>Pools through which they were found to meet.</summary>
    public SortedDictionary<string, PoolNode> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Where it was judged last: kept for the day on which both liens are taken back.</summary>
    public Jurisdiction? Place { get; set; }

    public Memo<Overlap> Overlap { get; } = new();

    public Lien Other(Lien lien) => ReferenceEquals(lien, First) ? Second : First;
}
