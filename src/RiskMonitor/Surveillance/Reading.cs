using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance;

/// <summary>What one rule reads off one subject at the end of one day, before any memory of the days before.</summary>
/// <param name="Raising">By the bounds that raise: asked while no alert stands.</param>
/// <param name="Standing">By the bounds that clear: breach means that a standing alert stays. Asked while one
/// stands.</param>
/// <param name="Severity">Of the favourable end of the band.</param>
/// <param name="UnsupportedDebt">max(D − V_use, 0), central; null where the rule is not about debt.</param>
public sealed record Reading(
    string Rule,
    Verdict Raising,
    Verdict Standing,
    Severity Severity,
    Sequence<Measure> Measures,
    Sequence<string> Attributes,
    Money? UnsupportedDebt);

/// <summary>Everything that is said of one subject at the end of one day.</summary>
/// <param name="Subject">As <c>pool/pool-7</c>.</param>
/// <param name="Group">Obligor group, by the least id of its members.</param>
/// <param name="Parties">Who is concerned, ascending by id.</param>
/// <param name="Indicators">Every quantity and ratio by name, in the order of the names.</param>
/// <param name="Exposures">Of a pool: its figures split over the facilities secured on it. The leaves add up
/// exactly.</param>
public sealed record Assessment(
    string Subject,
    LocalDate Day,
    Jurisdiction Jurisdiction,
    string Group,
    Sequence<PartyId> Parties,
    PolicyStamp Policy,
    Sequence<Indicator> Indicators,
    Sequence<Reading> Readings,
    Sequence<ExposureLeaf> Exposures);

/// <summary>What one facility has at stake in one pool. Every report is a sum of such leaves.</summary>
/// <param name="Facility">Null for the part of a pool on which no debt is secured.</param>
/// <param name="Debt">Principal, accrued interest and recharacterised prepayments, in minor units exactly.</param>
/// <param name="Missing">Why the value in use is not known; it is then counted apart, never as zero.</param>
public sealed record ExposureLeaf(
    FacilityId? Facility,
    PoolId Pool,
    PartyId? Lender,
    PartyId? Borrower,
    Sequence<PartyId> Guarantors,
    Jurisdiction Jurisdiction,
    ChipModel Chip,
    Currency Currency,
    decimal Debt,
    decimal? ValueAppraised,
    decimal? ValueInUseLow,
    decimal? ValueInUseCentral,
    decimal? ValueInUseHigh,
    CardHours? CommercialHours,
    CardHours? InstalledHours,
    Reason? Missing);
