using RiskMonitor.Filing;

namespace RiskMonitor.Host.Ledger;

/// <summary>What the log made of one filed fact.</summary>
public enum AppendStatus
{
    /// <summary>It is a new event.</summary>
    Accepted,

    /// <summary>The same line is there already: sending it again is safe and changes nothing.</summary>
    Duplicate,

    /// <summary>Another line has the same source and id. The first one stands.</summary>
    Conflict,
}

/// <param name="EventId">The event of this source and id, whoever wrote it.</param>
/// <param name="Differs">RFC 6901: the first member that differs from what is there; only of a conflict.</param>
public readonly record struct FactOutcome(AppendStatus Status, Guid EventId, string? Differs);

/// <param name="Facts">One for each fact, in the order they were given.</param>
/// <param name="Written">False when the facts were to be taken whole or not at all, and one was in conflict.</param>
/// <param name="Receipt">What was written as the filing's receipt, if one was asked for.</param>
public sealed record AppendResult(IReadOnlyList<FactOutcome> Facts, bool Written, FilingAccepted? Receipt)
{
    public int Accepted => Count(AppendStatus.Accepted);

    public int Duplicates => Count(AppendStatus.Duplicate);

    public int Conflicts => Count(AppendStatus.Conflict);

    private int Count(AppendStatus status) => Facts.Count(fact => fact.Status == status);
}
