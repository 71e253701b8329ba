using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>What a lien lies on at the end of one day, down to the cards.</summary>
internal sealed class Cover(LienState state, Stretch stretch)
{
    private SortedDictionary<string, PoolNode>? holders;

    public LienState State { get; } = state;

    /// <summary>Days over which this stands.</summary>
    public Stretch Stretch { get; } = stretch;

    /// <summary>Cards by the serial that they bear on that day.</summary>
    public Dictionary<SerialCommitment, CoveredCard> Cards { get; } = [];

    /// <summary>Pools that a lease or receivables lead to, with or without serials.</summary>
    public SortedDictionary<string, ReachedPool> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Pools that hold a card of it, and those that a right leads to; asked for once it is complete.</summary>
    public SortedDictionary<string, PoolNode> Holders => holders ??= Hold();

    /// <summary>Units without serials.</summary>
    public UnitObjects? Units { get; init; }

    private SortedDictionary<string, PoolNode> Hold()
    {
        var held = new SortedDictionary<string, PoolNode>(StringComparer.Ordinal);
        foreach (var reached in Pools.Values)
        {
            held[reached.Node.Stream] = reached.Node;
        }

        foreach (var card in Cards.Values)
        {
            if (card.Pool is { } pool)
            {
                held[pool.Stream] = pool;
            }
        }

        return held;
    }
}

/// <param name="Since">Day from which the lien has lain on it.</param>
/// <param name="Pool">The pool that holds it; null where no pool is known to.</param>
internal readonly record struct CoveredCard(LocalDate Since, PoolNode? Pool);

/// <param name="Right">Lease or contract that leads to it.</param>
/// <param name="Share">Of its capacity: what the contract takes, or all of a lease.</param>
internal sealed record ReachedPool(PoolNode Node, PoolCards Cards, string Right, Ratio Share);
