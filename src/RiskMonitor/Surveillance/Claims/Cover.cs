using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>What a lien lies on at the end of one day, down to the cards.</summary>
internal sealed class Cover(LienState state, Stretch stretch)
{
    public LienState State { get; } = state;

    /// <summary>Days over which this stands.</summary>
    public Stretch Stretch { get; } = stretch;

    /// <summary>Cards by the serial that they bear on that day.</summary>
    public Dictionary<SerialCommitment, CoveredCard> Cards { get; } = [];

    /// <summary>Pools that a lease or receivables lead to, with or without serials.</summary>
    public SortedDictionary<string, ReachedPool> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Units without serials.</summary>
    public UnitObjects? Units { get; init; }
}

/// <param name="Since">Day from which the lien has lain on it.</param>
/// <param name="Pool">The pool that holds it; null where no pool is known to.</param>
internal readonly record struct CoveredCard(LocalDate Since, PoolNode? Pool);

/// <param name="Right">Lease or contract that leads to it.</param>
/// <param name="Share">Of its capacity: what the contract takes, or all of a lease.</param>
internal sealed record ReachedPool(PoolNode Node, PoolCards Cards, string Right, Ratio Share);
