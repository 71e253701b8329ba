using NodaTime;

namespace RiskMonitor.Policy;

/// <summary>
/// From the valid day on, this document decides in the jurisdiction and in all below it that have none.
/// </summary>
/// <param name="ContentHash">SHA-256, lower-case hexadecimal, of the RFC 8785 form of the document.</param>
/// <param name="EffectiveFrom">First valid day that is judged by it.</param>
[EventName("policy-adopted", version: 1)]
public sealed record PolicyAdopted(
    Jurisdiction Jurisdiction,
    string Version,
    PolicyDocument Document,
    string ContentHash,
    LocalDate EffectiveFrom,
    OfficerId Author,
    OfficerId Approver) : IFact
{
    string IFact.Stream => $"policy/{Jurisdiction}";
}

/// <summary>
/// Reporting for this day and all before it is over: they are judged from here on. Time passes only so.
/// </summary>
[EventName("reporting-day-closed", version: 1)]
public sealed record ReportingDayClosed(Jurisdiction Jurisdiction, LocalDate Date, string Calendar) : IFact
{
    string IFact.Stream => $"policy/{Jurisdiction}";
}

/// <summary>
/// A build of the monitor took over. What it concludes may differ from what the build before concluded.
/// </summary>
/// <param name="BuildHash">SHA-256, lower-case hexadecimal, over the assemblies that decide.</param>
[EventName("engine-adopted", version: 1)]
public sealed record EngineAdopted(Jurisdiction Jurisdiction, string Version, string BuildHash) : IFact
{
    string IFact.Stream => $"policy/{Jurisdiction}";
}
