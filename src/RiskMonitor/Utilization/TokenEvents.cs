using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Utilization;

/// <summary>A block of windows in which a pool served one language model to callers.</summary>
/// <param name="Start">Valid time. Windows are half-open and follow each other without a hole.</param>
/// <param name="Step">Length of each window.</param>
/// <param name="Model">As the gateway names it.</param>
/// <param name="Served">Tokens in each window.</param>
/// <param name="PricePerMillion">What callers pay for a million tokens of each kind.</param>
[EventName("tokens-served", version: 1)]
public sealed record TokensServed(
    PoolId Pool,
    Instant Start,
    Duration Step,
    string Model,
    Sequence<TokenCounts> Served,
    Disclosed<TokenPrices> PricePerMillion) : IFact
{
    string IFact.Stream => UsePeriod.Stream(Pool, Start);

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <summary>Tokens by what they cost to make. No token is in two kinds.</summary>
/// <param name="Input">Read anew.</param>
/// <param name="CachedInput">Read from a cache, which costs a fraction.</param>
/// <param name="Output">Written for the caller to see.</param>
/// <param name="Reasoning">Written and not shown.</param>
public sealed record TokenCounts(long Input, long CachedInput, long Output, long Reasoning);

/// <summary>Prices of a million tokens, all in one currency.</summary>
public sealed record TokenPrices(Money Input, Money CachedInput, Money Output, Money Reasoning);
