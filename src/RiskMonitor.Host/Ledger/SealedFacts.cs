using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Ledger;

/// <summary>From what is stored to what surveillance reads.</summary>
/// <param name="upcasters">For records of earlier versions.</param>
public sealed class SealedFacts(Upcasters upcasters)
{
    /// <summary>
    /// The fact, or the act of oversight; null for a conclusion, which nobody filed. Counting is the caller's.
    /// </summary>
    /// <param name="ordinal">How many facts and acts of oversight stand before it.</param>
    public SealedFact? Read(SealedEvent e, long ordinal)
    {
        var headers = EventHeaders.Read(e.Headers.Span);
        if (headers is not { Source: { } source, Id: { } id, Time: { } time, Evidence: { } evidence })
            return null;

        return new SealedFact(
            e.Position,
            ordinal,
            e.SealedAt,
            e.RecordedAt,
            new FiledId(source, id),
            EventHeaders.Instant(time),
            EventHeaders.EvidenceOf(evidence),
            upcasters.Read(e.Type, e.Data));
    }
}
