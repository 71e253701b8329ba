using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Lending;

/// <param name="AdvanceRate">Share of the advance base that may be drawn.</param>
/// <param name="LtvCaps">Cap on loan-to-value from each date on.</param>
/// <param name="Schedule">Instalments in order of due date.</param>
[EventName("facility-opened", version: 1)]
public sealed record FacilityOpened(
    FacilityId Facility,
    PartyId Lender,
    PartyId Borrower,
    FacilityStructure Structure,
    Recourse Recourse,
    Money Commitment,
    Sequence<PoolId> Pools,
    Ratio AdvanceRate,
    AdvanceBase AdvanceBase,
    Sequence<LtvCap> LtvCaps,
    Sequence<Instalment> Schedule,
    Sequence<Covenant> Covenants,
    Disclosed<Sequence<UnderwrittenRevenue>> UnderwritingCase) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References =>
        [Reference.To(Lender), Reference.To(Borrower), .. Pools.Select(Reference.To)];
}

[EventName("facility-drawn", version: 1)]
public sealed record FacilityDrawn(FacilityId Facility, Money Amount) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility)];
}

[EventName("facility-repaid", version: 1)]
public sealed record FacilityRepaid(
    FacilityId Facility, Money Principal, Money Interest, RepaymentSource Source) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility)];
}

[EventName("facility-payment-missed", version: 1)]
public sealed record FacilityPaymentMissed(FacilityId Facility, LocalDate Due, Money Principal, Money Interest) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility)];
}

/// <summary>New terms from the valid day on; absent members stay as they were.</summary>
[EventName("facility-amended", version: 1)]
public sealed record FacilityAmended(
    FacilityId Facility,
    Money? Commitment = null,
    Sequence<PoolId>? Pools = null,
    Sequence<LtvCap>? LtvCaps = null,
    Sequence<Instalment>? Schedule = null,
    Sequence<Covenant>? Covenants = null) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility), .. (Pools ?? []).Select(Reference.To)];
}

/// <summary>A borrowing-base certificate: what counts as collateral, by pool, and what can be drawn.</summary>
[EventName("facility-certified", version: 1)]
public sealed record FacilityCertified(
    FacilityId Facility,
    Sequence<PoolEligibility> Eligible,
    Sequence<Ineligibility> Ineligible,
    Money Availability) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References =>
        [Reference.To(Facility), .. Eligible.Select(line => Reference.To(line.Pool))];
}

[EventName("facility-classified", version: 1)]
public sealed record FacilityClassified(FacilityId Facility, LoanClass Class, int DaysOverdue) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility)];
}

[EventName("facility-defaulted", version: 1)]
public sealed record FacilityDefaulted(FacilityId Facility, DefaultTrigger Trigger) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility)];
}

[EventName("facility-closed", version: 1)]
public sealed record FacilityClosed(FacilityId Facility) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility)];
}

[EventName("guarantee-given", version: 1)]
public sealed record GuaranteeGiven(
    FacilityId Facility, PartyId Guarantor, Money Amount, GuaranteeForm Form) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility), Reference.To(Guarantor)];
}

[EventName("guarantee-called", version: 1)]
public sealed record GuaranteeCalled(FacilityId Facility, PartyId Guarantor, Money Amount) : IFact
{
    string IFact.Stream => $"facility/{Facility}";

    IEnumerable<Reference> IFact.References => [Reference.To(Facility), Reference.To(Guarantor)];
}
