using RiskMonitor.Units;

namespace RiskMonitor.Market;

/// <summary>One price was seen: an offer, a trade or a list price.</summary>
/// <param name="Price">Rental: per card-hour. Resale: per card.</param>
/// <param name="Vintage">Year in which the cards were made.</param>
[EventName("price-observed", version: 1)]
public sealed record PriceObserved(
    SeriesId Series,
    PriceKind Kind,
    ChipModel Chip,
    Disclosed<int> Vintage,
    RentalTenor Tenor,
    MarketTier Tier,
    Jurisdiction Region,
    bool TaxIncluded,
    Money Price) : IFact
{
    string IFact.Stream => $"market/{Series}";
}

/// <summary>One print of an index. What it rests on is part of it: how many constituents, which method.</summary>
/// <param name="Price">Rental: per card-hour. Resale: per card. Net of value-added tax unless included.</param>
/// <param name="MatchedReturn">Change since the print before, of the constituents that are in both.</param>
[EventName("index-published", version: 1)]
public sealed record IndexPublished(
    SeriesId Series,
    PriceKind Kind,
    ChipModel Chip,
    Disclosed<int> Vintage,
    RentalTenor Tenor,
    MarketTier Tier,
    Jurisdiction Region,
    bool TaxIncluded,
    Money Price,
    int Constituents,
    string MethodVersion,
    Disclosed<Ratio> MatchedReturn) : IFact
{
    string IFact.Stream => $"market/{Series}";
}

/// <summary>The administrator itself takes a print or a price back as wrong.</summary>
[EventName("price-rejected", version: 1)]
public sealed record PriceRejected(SeriesId Series, FiledId Target, string Reason) : IFact
{
    string IFact.Stream => $"market/{Series}";
}

/// <param name="Rate">Units of quote for one unit of base.</param>
[EventName("fx-fixed", version: 1)]
public sealed record FxFixed(SeriesId Series, Currency Base, Currency Quote, Ratio Rate) : IFact
{
    string IFact.Stream => $"market/{Series}";
}

[EventName("chip-announced", version: 1)]
public sealed record ChipAnnounced(SeriesId Series, ChipModel Chip, string Vendor, string Generation) : IFact
{
    string IFact.Stream => $"market/{Series}";
}

public enum PriceKind
{
    Rental,
    Resale,
}

public enum RentalTenor
{
    OnDemand,
    Spot,
    OneMonth,
    OneYear,
    ThreeYears,
    NotApplicable,
}

/// <summary>Tiers are different products and are never averaged.</summary>
public enum MarketTier
{
    Marketplace,
    Neocloud,
    Hyperscaler,
    Cluster,
    Secondary,
}
