using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Collateral;

/// <summary>A security interest was entered in a register, by the registry's or the lender's word.</summary>
/// <param name="RegisteredAt">Instant of registration: what priority is decided by.</param>
/// <param name="Rank">1 is first; not disclosed where the register knows no rank.</param>
/// <param name="Facility">What is secured.</param>
/// <param name="PaysOff">Liens that the secured debt repays.</param>
/// <param name="Intercreditor">Reference of the agreement in which the secured parties settled their ranks.</param>
[EventName("lien-registered", version: 1)]
public sealed record LienRegistered(
    RegistryId Registry,
    string Number,
    Instant RegisteredAt,
    PartyId SecuredParty,
    PartyId Grantor,
    LienKind Kind,
    Disclosed<int> Rank,
    LienObjects Objects,
    Disclosed<FacilityId> Facility,
    Money DebtSecured,
    Sequence<LienReference> PaysOff,
    Disclosed<string> Intercreditor,
    int? Part = null,
    int? Parts = null) : IFact
{
    string IFact.Stream => LienStream.Of(Registry, Number);

    IEnumerable<Reference> IFact.References => Facility.OrNull() is { } facility
        ? [Reference.To(SecuredParty), Reference.To(Grantor), Reference.To(facility)]
        : [Reference.To(SecuredParty), Reference.To(Grantor)];
}

/// <summary>What the lien now covers and secures; absent members stay as they were.</summary>
[EventName("lien-amended", version: 1)]
public sealed record LienAmended(
    RegistryId Registry, string Number, LienObjects? Objects = null, Money? DebtSecured = null) : IFact
{
    string IFact.Stream => LienStream.Of(Registry, Number);

    IEnumerable<Reference> IFact.References => [LienStream.Reference(Registry, Number)];
}

[EventName("lien-ranked", version: 1)]
public sealed record LienRanked(
    RegistryId Registry, string Number, Disclosed<int> Rank, Disclosed<string> Intercreditor) : IFact
{
    string IFact.Stream => LienStream.Of(Registry, Number);

    IEnumerable<Reference> IFact.References => [LienStream.Reference(Registry, Number)];
}

[EventName("lien-assigned", version: 1)]
public sealed record LienAssigned(RegistryId Registry, string Number, PartyId From, PartyId To) : IFact
{
    string IFact.Stream => LienStream.Of(Registry, Number);

    IEnumerable<Reference> IFact.References => [LienStream.Reference(Registry, Number), Reference.To(To)];
}

[EventName("lien-released", version: 1)]
public sealed record LienReleased(RegistryId Registry, string Number, LienReleaseReason Reason) : IFact
{
    string IFact.Stream => LienStream.Of(Registry, Number);

    IEnumerable<Reference> IFact.References => [LienStream.Reference(Registry, Number)];
}

/// <summary>Everything that is filed of one lien lies in one stream, whichever event says it.</summary>
internal static class LienStream
{
    public static string Of(RegistryId registry, string number) => $"lien/{registry}/{number}";

    public static Reference Reference(RegistryId registry, string number) => new("lien", $"{registry}/{number}");
}

public sealed record LienReference(RegistryId Registry, string Number)
{
    public override string ToString() => $"{Registry}/{Number}";
}

/// <summary>
/// What a lien lies on: exactly one of serials, units of a chip at a site, or a claim that leads to cards.
/// </summary>
public sealed record LienObjects(
    Sequence<SerialCommitment>? Serials = null, UnitObjects? Units = null, ClaimObject? Claim = null);

/// <summary>So many cards of a chip at a site, without serials.</summary>
public sealed record UnitObjects(ChipModel Chip, int Cards, SiteId Site);

/// <summary>The right under a lease of a pool, or the receivables of a contract; exactly one of the two.</summary>
public sealed record ClaimObject(LeaseId? Lease = null, ContractId? Receivable = null);

public enum LienKind
{
    Mortgage,
    Pledge,
    FinanceLease,
    Retention,
    Floating,
    Receivable,
}

public enum LienReleaseReason
{
    PaidOff,
    Replaced,
    Withdrawn,
    CourtOrder,
    Expired,
}
