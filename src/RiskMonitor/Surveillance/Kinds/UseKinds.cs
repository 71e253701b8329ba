using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>
/// What the hours of a pool were over a window of days: each hour lies in exactly one kind, or in none with the reason
/// (specs/use-kinds.md). The hours of the lines, those of the kinds with the undetermined, and the whole are one sum.
/// </summary>
/// <param name="Subject">As <c>pool/pool-7</c>.</param>
/// <param name="From">First day of the window, included.</param>
/// <param name="To">Last day of the window, included.</param>
/// <param name="Bounds">Version of the bounds and of the power table that decided.</param>
/// <param name="Hours">What is divided: card-hours of commissioned cards, less the offline ones that are known.</param>
/// <param name="Kinds">All nine, in their order.</param>
/// <param name="Undetermined">Card-hours that cannot be told.</param>
/// <param name="Open">These by reason, with the kinds that they may be.</param>
/// <param name="CommercialLow">Hours that are commercial.</param>
/// <param name="CommercialHigh">The same with all that may be.</param>
/// <param name="Lines">By contract and state, the most hours of a kind first.</param>
/// <param name="RoundTrips">Payments of the window's months that came back, or may have, with their paths.</param>
/// <param name="Ties">Between who paid and who was paid, with the reason of each.</param>
/// <param name="Unified">Active and commercial hours in hours of one H100, by class of work.</param>
public sealed record UseKinds(
    string Subject,
    LocalDate From,
    LocalDate To,
    string Bounds,
    Figure Hours,
    Sequence<KindHours> Kinds,
    Figure Undetermined,
    Sequence<OpenHours> Open,
    Figure CommercialLow,
    Figure CommercialHigh,
    Sequence<KindLine> Lines,
    Sequence<Signal> Signals,
    Sequence<RoundTrip> RoundTrips,
    Sequence<Tie> Ties,
    Sequence<UnifiedHours> Unified);

public enum UseKind
{
    /// <summary>Used, and paid for by an end user outside of the owner's group whose money did not come back.</summary>
    Commercial,

    /// <summary>Paid by somebody of the owner's or payee's group.</summary>
    Related,

    /// <summary>Paid by a vendor, lender or lessor.</summary>
    VendorBackstopped,

    /// <summary>Used by the owner itself, or billed within the group and not paid.</summary>
    Internal,

    /// <summary>Paid under take-or-pay or reservation and not used. Never wash.</summary>
    IdleReserved,

    /// <summary>Neither used nor billed.</summary>
    IdleUnsold,

    /// <summary>Of cards that a count did not find.</summary>
    Phantom,

    /// <summary>Run so that it looks like use, paid by nobody outside or with money that came back.</summary>
    WashBurn,

    /// <summary>Billed and not run.</summary>
    WashPaper,
}

/// <param name="OfHours">Over all hours of the window; null where there are none.</param>
public sealed record KindHours(UseKind Kind, Figure Hours, Ratio? OfHours);

/// <param name="May">Kinds that they may be; none where no kind fits what is known.</param>
public sealed record OpenHours(Reason Reason, Figure Hours, Sequence<UseKind> May);

/// <summary>Hours of one contract, or of none, that were decided alike.</summary>
/// <param name="Kind">Null where undetermined.</param>
/// <param name="Reason">Why undetermined; null where a kind is told.</param>
/// <param name="Contract">Null where the hours were billed under none.</param>
/// <param name="Because">What decided, in words.</param>
public sealed record KindLine(
    UseKind? Kind, Reason? Reason, ContractId? Contract, HourState State, Figure Hours, Sequence<string> Because);

public enum HourState
{
    /// <summary>The engine of the card was active.</summary>
    Active,

    /// <summary>It was there and was not active.</summary>
    Idle,

    /// <summary>Nobody reported.</summary>
    Unreported,

    /// <summary>The card was not found.</summary>
    Absent,
}

/// <summary>One sign, over the window or over a month of it.</summary>
/// <param name="Name">As <c>energy-residual</c>; specs/use-kinds.md has them all.</param>
/// <param name="Low">Least value over its band and days.</param>
/// <param name="High">Greatest value.</param>
/// <param name="Bound">What it is held against.</param>
/// <param name="Holds">Days, or payments, for which it holds.</param>
/// <param name="Of">Out of so many for which it is known.</param>
/// <param name="Missing">Why it is not known for the others; null where it is known for all.</param>
public sealed record Signal(
    string Name, Figure? Low, Figure? High, Figure Bound, int Holds, int Of, Reason? Missing);

/// <summary>One payment that came back to the payer's group within the days that the bounds name.</summary>
/// <param name="Position">Of the payment.</param>
/// <param name="Returned">Share of it that did come back.</param>
/// <param name="AtMost">Share that can have come back, in whatever order paths are taken.</param>
/// <param name="Decided">That it is a round trip, that it is none (false), or that nobody can tell (null).</param>
/// <param name="Paths">From the payee to the payer's group, in the order in which they were taken.</param>
public sealed record RoundTrip(
    ContractId Contract,
    long Position,
    PartyId Payer,
    PartyId Payee,
    Money Amount,
    LocalDate ValueDate,
    Ratio Returned,
    Ratio AtMost,
    bool? Decided,
    Sequence<ReturnPath> Paths);

/// <param name="Carried">What went all the way.</param>
public sealed record ReturnPath(Money Carried, Sequence<ReturnStep> Steps);

/// <param name="Position">Of the payment that is the step.</param>
public sealed record ReturnStep(PartyId Payer, PartyId Payee, Money Amount, LocalDate ValueDate, long Position);

/// <summary>A declared relation between two parties that matters to who paid whom.</summary>
/// <param name="Relation">As <c>control</c>: the reason.</param>
/// <param name="Unites">Whether it makes one group of them, or is only shown.</param>
public sealed record Tie(PartyId Party, PartyId Related, Parties.PartyRelation Relation, bool Unites);
