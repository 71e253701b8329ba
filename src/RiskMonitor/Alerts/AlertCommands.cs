
namespace RiskMonitor.Alerts;

/// <summary>What an officer does with an alert. Refusals stand in the order in which they win.</summary>
public abstract record AlertCommand
{
    public static readonly Refusal CommentMissing = Refusal.Validation("A comment is needed: the history says why.");
    public static readonly Refusal AlreadyClosed = Refusal.StateConflict("The alert is dismissed or resolved already.");
    public static readonly Refusal NotClosed = Refusal.StateConflict("Only a dismissed or resolved alert is reopened.");

    private AlertCommand(string comment) => Comment = comment;

    public string Comment { get; }

    /// <param name="sealedComment">The comment as it is stored: under the officer's own key.</param>
    public Decision Decide(Alert alert, OfficerId officer, SealedText sealedComment) =>
        string.IsNullOrWhiteSpace(Comment) ? Decision.Refuse(CommentMissing) : Judge(alert, officer, sealedComment);

    private protected abstract Decision Judge(Alert alert, OfficerId officer, SealedText comment);

    /// <summary>An officer takes the alert on. Who has it already adds words to its history.</summary>
    public sealed record Acknowledge(string Text) : AlertCommand(Text)
    {
        private protected override Decision Judge(Alert alert, OfficerId officer, SealedText comment) => alert switch
        {
            { IsOpen: false } => Decision.Refuse(AlreadyClosed),
            { Workflow: AlertWorkflow.Acknowledged } when alert.Owner == officer =>
                Decision.Accept(new AlertCommented(officer, comment)),
            _ => Decision.Accept(new AlertAcknowledged(officer, comment)),
        };
    }

    /// <summary>Words for the history; possible at any time.</summary>
    public sealed record Remark(string Text) : AlertCommand(Text)
    {
        private protected override Decision Judge(Alert alert, OfficerId officer, SealedText comment) =>
            Decision.Accept(new AlertCommented(officer, comment));
    }

    /// <summary>The officer decides that nothing is to be done, and for which of the listed reasons.</summary>
    public sealed record Dismiss(DismissalReason Reason, string Text) : AlertCommand(Text)
    {
        private protected override Decision Judge(Alert alert, OfficerId officer, SealedText comment) => alert.IsOpen
            ? Decision.Accept(new AlertDismissed(officer, Reason, comment))
            : Decision.Refuse(AlreadyClosed);
    }

    /// <summary>A decision is taken up again.</summary>
    public sealed record Reopen(string Text) : AlertCommand(Text)
    {
        private protected override Decision Judge(Alert alert, OfficerId officer, SealedText comment) => alert.IsOpen
            ? Decision.Refuse(NotClosed)
            : Decision.Accept(new AlertReopened(officer, comment));
    }
}
