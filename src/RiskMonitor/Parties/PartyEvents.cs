using RiskMonitor.Units;

namespace RiskMonitor.Parties;

/// <param name="Identifiers">Public numbers of the party; each must pass its check digits.</param>
[EventName("party-registered", version: 1)]
public sealed record PartyRegistered(
    PartyId Party,
    string Name,
    Sequence<PartyIdentifier> Identifiers,
    Jurisdiction Jurisdiction,
    Sequence<PartyRole> Roles) : IFact
{
    string IFact.Stream => $"party/{Party}";
}

/// <summary>
/// Party stands in this relation to Related. Control and common directors unite a group; the rest is shown.
/// </summary>
/// <param name="Share">Share of control, vote or stake, 0 to 1.</param>
[EventName("party-relation-declared", version: 1)]
public sealed record PartyRelationDeclared(
    PartyId Party, PartyId Related, PartyRelation Relation, Disclosed<Ratio> Share) : IFact
{
    string IFact.Stream => $"party/{Party}";

    IEnumerable<Reference> IFact.References => [Reference.To(Party), Reference.To(Related)];
}

[EventName("party-relation-ended", version: 1)]
public sealed record PartyRelationEnded(PartyId Party, PartyId Related, PartyRelation Relation) : IFact
{
    string IFact.Stream => $"party/{Party}";

    IEnumerable<Reference> IFact.References => [Reference.To(Party), Reference.To(Related)];
}

/// <param name="Reference">Where it stands: court list, order or announcement.</param>
[EventName("party-distress-reported", version: 1)]
public sealed record PartyDistressReported(PartyId Party, DistressKind Distress, string Reference) : IFact
{
    string IFact.Stream => $"party/{Party}";

    IEnumerable<RiskMonitor.Reference> IFact.References => [RiskMonitor.Reference.To(Party)];
}

public enum PartyRole
{
    Borrower,
    Lender,
    Lessor,
    Operator,
    Guarantor,
    Vendor,
    Offtaker,
    Appraiser,
    Registry,
    Bank,
    PriceAdministrator,
    Meter,
    Inspector,
    Platform,
    Supervisor,
}

/// <summary>
/// How two parties are related. Groups are united by control of 0.2 or more and by common directors alone.
/// </summary>
public enum PartyRelation
{
    Control,
    CommonDirector,
    Guarantor,
    Address,
    VendorStake,
}

public enum DistressKind
{
    CourtList,
    EquityFreeze,
    RatingCut,
    PaymentDefault,
    Insolvency,
}
