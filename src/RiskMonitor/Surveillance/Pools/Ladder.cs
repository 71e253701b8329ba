using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// How far the cards of a pool were really used over a window of days: from cards that exist to hours that somebody
/// unrelated paid for. No rung is skipped, and none should stand above the one before it (specs/indicators.md, use).
/// </summary>
/// <param name="Subject">As <c>pool/pool-7</c>.</param>
/// <param name="From">First day of the window, included.</param>
/// <param name="To">Last day of the window, included.</param>
/// <param name="Parties">Who is concerned, ascending by id.</param>
/// <param name="Rungs">From the top down, always the same ones.</param>
/// <param name="Breaches">Laws between the rungs that do not hold within the policy's tolerance.</param>
public sealed record Ladder(
    string Subject,
    LocalDate From,
    LocalDate To,
    Jurisdiction Jurisdiction,
    Sequence<PartyId> Parties,
    PolicyStamp Policy,
    Sequence<Rung> Rungs,
    Sequence<LadderBreach> Breaches);

/// <summary>One rung.</summary>
/// <param name="Symbol">As the indicators name it: X, H, K, A, C, S, T, B, P, U.</param>
/// <param name="Name">The same in a word.</param>
/// <param name="Low">Card-hours that are certain; what is missing may only add to them.</param>
/// <param name="Central">Null where the rung is not known.</param>
/// <param name="High">Card-hours that are possible; null where nothing bounds them.</param>
/// <param name="OfInstalled">Central over installed; null where either is not known or nothing is installed.</param>
/// <param name="Coverage">Share of the window that filed facts cover, 0 to 1.</param>
/// <param name="Evidence">The weakest of the facts that it rests on; null where it rests on none.</param>
/// <param name="Missing">Why there is no central value.</param>
public sealed record Rung(
    string Symbol,
    string Name,
    Figure? Low,
    Figure? Central,
    Figure? High,
    Ratio? OfInstalled,
    Ratio Coverage,
    Evidence? Evidence,
    Reason? Missing);

/// <summary>A rung stands above the one that should hold it.</summary>
/// <param name="Law">As <c>C ≤ A</c>.</param>
/// <param name="Excess">By how much, in card-hours.</param>
public sealed record LadderBreach(string Law, Figure Excess);
