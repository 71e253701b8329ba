using NodaTime;
using RiskMonitor.Wire;

namespace RiskMonitor.Corrections;

/// <summary>Replaces what a filing said, from its valid time on. It waits for a target that is not there yet.</summary>
/// <param name="Subject">Stream of the target, to which the correction belongs too.</param>
/// <param name="Data">The whole of the target's data, as it should have been.</param>
/// <param name="Time">The valid time as it should have been; absent when that was right.</param>
[EventName("fact-corrected", version: 1)]
public sealed record FactCorrected(
    string Subject, FiledId Target, RawJson Data, CorrectionReason Reason, Instant? Time = null) : IFact
{
    string IFact.Stream => Subject;
}

/// <summary>Takes a filing back. It holds until a later correction of the same filing.</summary>
[EventName("fact-retracted", version: 1)]
public sealed record FactRetracted(string Subject, FiledId Target, CorrectionReason Reason) : IFact
{
    string IFact.Stream => Subject;
}

public enum CorrectionReason
{
    ReporterError,
    LateData,
    Reclassification,
    FxFix,
    LegalOrder,
}
