
namespace RiskMonitor.Alerts;

/// <summary>
/// What a person wrote, under a key of that person's: erasing the key erases the text, and no proof breaks.
/// </summary>
/// <param name="Cipher">AES-256-GCM: nonce, ciphertext and tag, base64.</param>
public sealed record SealedText(string KeyId, string Cipher);

[EventName("alert-acknowledged", version: 1)]
public sealed record AlertAcknowledged(OfficerId Officer, SealedText Comment);

[EventName("alert-assigned", version: 1)]
public sealed record AlertAssigned(OfficerId Officer, OfficerId Assignee);

[EventName("alert-commented", version: 1)]
public sealed record AlertCommented(OfficerId Officer, SealedText Comment);

[EventName("alert-escalated", version: 1)]
public sealed record AlertEscalated(OfficerId Officer, string Authority, SealedText Comment);

[EventName("alert-dismissal-proposed", version: 1)]
public sealed record AlertDismissalProposed(OfficerId Officer, DismissalReason Reason, SealedText Comment);

[EventName("alert-dismissed", version: 1)]
public sealed record AlertDismissed(OfficerId Officer, DismissalReason Reason, SealedText Comment);

[EventName("alert-resolved", version: 1)]
public sealed record AlertResolved(OfficerId Officer, AlertOutcome Outcome, SealedText Comment);

[EventName("alert-reopened", version: 1)]
public sealed record AlertReopened(OfficerId Officer, SealedText Comment);

public enum DismissalReason
{
    FalsePositiveData,
    FalsePositiveRule,
    Duplicate,
    OutOfMandate,
    KnownAccepted,
    Test,
}

public enum AlertOutcome
{
    ConfirmedRisk,
    ValuableSignal,
    Remediated,
    InformationOnly,
}
