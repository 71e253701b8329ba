
namespace RiskMonitor.Policy;

/// <summary>The bounds of every rule, under the rule's own name.</summary>
public sealed record RuleBook(
    DetachmentBounds LevDetach,
    IdleBounds UtilIdle,
    DuplicateBounds ColDup,
    OverPledgeBounds ColSum,
    PhantomBounds ColPhantom,
    DataQualityBounds DataQuality);

/// <summary>LEV-DETACH: use does not carry the debt, or much less of it than the appraisal says.</summary>
public sealed record DetachmentBounds(
    RatioBound LtvUseRaise,
    RatioBound LtvUseWithGapRaise,
    RatioBound GapRaise,
    RatioBound LtvUseClear,
    RatioBound GapClear,
    RatioBound UnsupportedHigh,
    RatioBound UnsupportedCritical,
    RatioBound CreditCoveredBelow,
    DaysBound PersistenceDays);

/// <summary>UTIL-IDLE: commercial use below what a pledged pool needs.</summary>
public sealed record IdleBounds(RatioBound UseRaiseBelow, RatioBound UseClearFrom, DaysBound PersistenceDays);

/// <summary>COL-DUP: two first claims of unrelated parties on one serial.</summary>
/// <param name="RefinancingBusinessDays">So long may an old lien stand beside the one that pays it off.</param>
public sealed record DuplicateBounds(DaysBound RefinancingBusinessDays);

/// <summary>COL-SUM: first claims on a site and chip against the cards that were counted there.</summary>
public sealed record OverPledgeBounds(RatioBound ShareRaiseAbove, RatioBound ShareCriticalFrom, RatioBound ShareClear);

/// <summary>COL-PHANTOM: pledged and drawn on, but never there.</summary>
public sealed record PhantomBounds(DaysBound DeliveryGraceDays, DaysBound EvidenceDays);

/// <param name="ActiveShareFloor">Active over allocated below this, with a new exporter version, is a change of
/// unit.</param>
/// <param name="LawTolerance">By how much a law of hours may be missed before it is a finding.</param>
/// <param name="BackdatedHours">Filed later than this after the valid time is reported as back-dated.</param>
public sealed record DataQualityBounds(RatioBound ActiveShareFloor, RatioBound LawTolerance, HoursBound BackdatedHours);

public sealed record HoursBound(int Value, string Reason);
