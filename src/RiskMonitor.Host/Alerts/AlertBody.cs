using RiskMonitor.Alerts;

namespace RiskMonitor.Host.Alerts;

/// <summary>
/// How an alert is shown: the condition, the workflow, what may be done next, and where the reasons are.
/// </summary>
public static class AlertBody
{
    public static object Of(AlertAt at)
    {
        var (alert, raised) = (at.Alert, at.Alert.Raised);
        return new
        {
            id = at.Id,
            raised.Rule,
            raised.Subject,
            raised.Jurisdiction,
            raised.Group,
            raised.Parties,
            alert.Severity,
            alert.Condition,
            alert.Workflow,
            alert.Owner,
            alert.Dismissal,
            raised.HoldsFrom,
            raised.Day,
            raised.Retroactive,
            raised.Unmeasured,
            raised.Attributes,
            alert.Measured,
            alert.UnsupportedDebt,
            raised.FlipPoints,
            raised.Previous,
            raisedAt = at.RaisedAt,
            raisedPosition = at.RaisedPosition,
            at.Position,
            version = alert.Version,
            actions = Actions(alert),
            links = new
            {
                self = $"/api/v1/alerts/{at.Id}",
                history = $"/api/v1/alerts/{at.Id}/history",
                evidence = $"/api/v1/alerts/{at.Id}/evidence",
                assessment = $"/api/v1/assessments/{raised.Subject}",
            },
        };
    }

    /// <summary>The commands that would not be refused for the alert's state.</summary>
    private static string[] Actions(Alert alert) =>
        alert.IsOpen ? ["acknowledge", "comment", "dismiss"] : ["comment", "reopen"];
}
