using RiskMonitor.Alerts;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;

namespace RiskMonitor.Host.Alerts;

/// <summary>
/// How an alert is shown: the condition, the workflow, what may be done next, and where the reasons are.
/// </summary>
public static class AlertBody
{
    /// <param name="caller">A platform is not told which officer works on it.</param>
    /// <param name="work">Null where nobody has taken it up.</param>
    /// <param name="asOf">Where the alert is the whole answer; absent where a list says it once.</param>
    public static object Of(AlertAt at, Caller caller, AlertWork? work, AsOf? asOf = null)
    {
        var (alert, raised) = (at.Alert, at.Alert.Raised);
        return new
        {
            asOf,
            id = at.Id,
            raised.Rule,
            raised.Subject,
            raised.Jurisdiction,
            raised.Group,
            raised.Parties,
            alert.Severity,
            alert.Condition,
            alert.Workflow,
            owner = caller.OwnOnly ? null : alert.Owner,
            alert.Dismissal,
            work,
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
                assessment = $"/api/v1/assessments/{Path(raised.Subject)}",
            },
        };
    }

    private static string Path(string subject) =>
        string.Join('/', subject.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The commands that would not be refused for the alert's state.</summary>
    private static string[] Actions(Alert alert) =>
        alert.IsOpen ? ["acknowledge", "comment", "dismiss"] : ["comment", "reopen"];
}
