using NodaTime;

namespace RiskMonitor.Surveillance;

/// <summary>One filed fact, or one act of oversight, at its place in the sealed order.</summary>
/// <param name="Position">Dense position in the whole sealed order.</param>
/// <param name="Ordinal">How many facts and acts of oversight stand before it: the same in every run over the same
/// facts.</param>
/// <param name="ValidTime">When it was true, as the reporter says.</param>
public sealed record SealedFact(
    long Position,
    long Ordinal,
    Instant SealedAt,
    Instant RecordedAt,
    FiledId Id,
    Instant ValidTime,
    Evidence Evidence,
    object Data);

/// <summary>What a filing rests on, by the reporter's word.</summary>
public enum Evidence
{
    Measured,
    Documented,
    Declared,
    Inferred,
}
