using NodaTime;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Filing;

/// <summary>A line that passed every rule.</summary>
/// <param name="Type">Stored name, as <c>lien-registered.v1</c>.</param>
/// <param name="Subject">Stream that the fact belongs to.</param>
/// <param name="Time">Valid time.</param>
/// <param name="SourceRef">File, row or document that the reporter took it from.</param>
/// <param name="Data">The event record itself; an <see cref="IFact"/>.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="CanonicalHash">SHA-256, lower-case hexadecimal, of the RFC 8785 form of the whole line.</param>
public sealed record FiledFact(
    FiledId Id,
    string Type,
    string Subject,
    Instant Time,
    Evidence Evidence,
    string? SourceRef,
    object Data,
    int Line,
    string CanonicalHash);

/// <summary>Who files, and what that allows.</summary>
/// <param name="Source">URI of the reporter, which every line must name.</param>
/// <param name="MayOversee">The supervisor: policies, closed days and engines may be filed.</param>
public sealed record FilingScope(string Source, bool MayOversee);

/// <summary>What became of one line: the fact, or why there is none.</summary>
/// <param name="Errors">Empty exactly when there is a fact.</param>
public sealed record FilingLine(int Line, FiledFact? Fact, Sequence<FilingError> Errors);
