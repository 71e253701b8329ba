using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Offtake;

/// <summary>Compute was sold ahead.</summary>
/// <param name="PricePerCardHour">Net of value-added tax.</param>
/// <param name="NonCancellableUntil">Last day on which the buyer cannot leave without paying the rest.</param>
/// <param name="CommittedUse">Share of the reserved hours that the buyer committed to use, 0 to 1.</param>
/// <param name="PaymentTermsDays">Days from the end of a usage period to the due date.</param>
/// <param name="BackStop">Who pays for what the buyer does not take.</param>
/// <param name="Pools">The pools that serve the contract, each with the share of its capacity.</param>
[EventName("offtake-signed", version: 1)]
public sealed record OfftakeSigned(
    ContractId Contract,
    PartyId Seller,
    PartyId Buyer,
    OfftakeKind Kind,
    ChipModel Chip,
    Disclosed<int> Cards,
    Disclosed<CardHours> Hours,
    Money PricePerCardHour,
    LocalDate Start,
    LocalDate End,
    Disclosed<LocalDate> NonCancellableUntil,
    Ratio CommittedUse,
    Disclosed<Prepayment> Prepayment,
    int PaymentTermsDays,
    Disclosed<BackStop> BackStop,
    Sequence<PoolShare> Pools) : IFact
{
    string IFact.Stream => $"contract/{Contract}";

    IEnumerable<Reference> IFact.References =>
        [Reference.To(Seller), Reference.To(Buyer), .. Pools.Select(share => Reference.To(share.Pool))];
}

/// <summary>
/// The buyer called capacity off; until the first order a contract other than take-or-pay earns nothing.
/// </summary>
[EventName("offtake-ordered", version: 1)]
public sealed record OfftakeOrdered(ContractId Contract, Disclosed<int> Cards) : IFact
{
    string IFact.Stream => $"contract/{Contract}";

    IEnumerable<Reference> IFact.References => [Reference.To(Contract)];
}

/// <summary>New terms from the valid day on; absent members stay as they were.</summary>
[EventName("offtake-amended", version: 1)]
public sealed record OfftakeAmended(
    ContractId Contract,
    Money? PricePerCardHour = null,
    LocalDate? End = null,
    Disclosed<LocalDate>? NonCancellableUntil = null,
    Ratio? CommittedUse = null,
    int? PaymentTermsDays = null,
    Disclosed<Prepayment>? Prepayment = null,
    Disclosed<BackStop>? BackStop = null,
    Sequence<PoolShare>? Pools = null) : IFact
{
    string IFact.Stream => $"contract/{Contract}";

    IEnumerable<Reference> IFact.References => [Reference.To(Contract)];
}

[EventName("offtake-terminated", version: 1)]
public sealed record OfftakeTerminated(ContractId Contract, PartyId By, string Reason) : IFact
{
    string IFact.Stream => $"contract/{Contract}";

    IEnumerable<Reference> IFact.References => [Reference.To(Contract), Reference.To(By)];
}

/// <param name="Return">Yearly return that the seller owes on it, if fixed.</param>
public sealed record Prepayment(Money Amount, bool Refundable, Disclosed<Ratio> Return);

public sealed record BackStop(PartyId Party, Money PricePerCardHour);

public sealed record PoolShare(PoolId Pool, Ratio ShareOfCapacity);

public enum OfftakeKind
{
    TakeOrPay,
    Reservation,
    OnDemand,
    Framework,
}
