using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Collateral;

/// <summary>A pool and its cards become known. Serials in parts of at most 500, one event each.</summary>
/// <param name="Currency">Currency in which the pool is valued.</param>
/// <param name="Part">1 to <paramref name="Parts"/>; absent when the filing is whole.</param>
[EventName("pool-registered", version: 1)]
public sealed record PoolRegistered(
    PoolId Pool,
    PartyId Owner,
    PartyId Operator,
    Jurisdiction Jurisdiction,
    SiteId Site,
    Disclosed<string> Cluster,
    ChipModel Chip,
    int Cards,
    Currency Currency,
    Sequence<SerialCommitment> Serials,
    Disclosed<Money> PurchaseCost,
    Disclosed<FacilityId> FundingFacility,
    Disclosed<LocalDate> PromisedDelivery,
    int? Part = null,
    int? Parts = null) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => FundingFacility.OrNull() is { } facility
        ? [Reference.To(Owner), Reference.To(Operator), Reference.To(facility)]
        : [Reference.To(Owner), Reference.To(Operator)];
}

[EventName("pool-cost-reported", version: 1)]
public sealed record PoolCostReported(PoolId Pool, Money PurchaseCost) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <param name="Cards">Cards of this part, when the serials come in parts.</param>
[EventName("cards-delivered", version: 1)]
public sealed record CardsDelivered(
    PoolId Pool, int Cards, Sequence<SerialCommitment> Serials, int? Part = null, int? Parts = null) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <summary>Cards were switched on and accepted; they count as installed from the valid day on.</summary>
[EventName("cards-commissioned", version: 1)]
public sealed record CardsCommissioned(PoolId Pool, int Cards) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <summary>A census: somebody counted cards on the spot.</summary>
[EventName("cards-counted", version: 1)]
public sealed record CardsCounted(
    PoolId Pool,
    SiteId Site,
    ChipModel Chip,
    CountMethod Method,
    int Found,
    int Missing,
    PartyId Inspector,
    InspectorIndependence Independence) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <param name="ConsentReference">The secured parties' consent.</param>
[EventName("cards-moved", version: 1)]
public sealed record CardsMoved(
    PoolId Pool, int Cards, SiteId From, SiteId To, Disclosed<string> ConsentReference) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

/// <summary>Cards came back from repair under new serials; each new one continues the history of the old one.</summary>
[EventName("cards-replaced", version: 1)]
public sealed record CardsReplaced(PoolId Pool, Sequence<Replacement> Replacements) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

public sealed record Replacement(SerialCommitment Old, SerialCommitment New);

[EventName("cards-retired", version: 1)]
public sealed record CardsRetired(
    PoolId Pool, int Cards, Sequence<SerialCommitment> Serials, RetirementCause Cause) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

[EventName("title-transferred", version: 1)]
public sealed record TitleTransferred(
    PoolId Pool,
    PartyId Seller,
    PartyId Buyer,
    Money Price,
    bool RelatedParty,
    bool PhysicalMove,
    Sequence<SerialCommitment> Serials) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool), Reference.To(Seller), Reference.To(Buyer)];
}

/// <param name="ParentLease">The lease under which the lessor itself holds the pool.</param>
/// <param name="End">Last day of the term.</param>
[EventName("pool-leased", version: 1)]
public sealed record PoolLeased(
    PoolId Pool,
    LeaseId Lease,
    PartyId Lessor,
    PartyId Lessee,
    Disclosed<LeaseId> ParentLease,
    LocalDate Start,
    LocalDate End) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool), Reference.To(Lessor), Reference.To(Lessee)];
}

[EventName("pool-lease-ended", version: 1)]
public sealed record PoolLeaseEnded(PoolId Pool, LeaseId Lease) : IFact
{
    string IFact.Stream => $"pool/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

public enum CountMethod
{
    Photo,
    OnSite,
    Attestation,
    Bmc,
    Power,
}

public enum InspectorIndependence
{
    Independent,
    EngagedByLender,
    EngagedByOwner,
}

public enum RetirementCause
{
    Fault,
    Loss,
    Scrapped,
    Sold,
    Seized,
}
