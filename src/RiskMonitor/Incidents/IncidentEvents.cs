
namespace RiskMonitor.Incidents;

/// <summary>Alerts of one obligor group are one incident: people work on the incident, not on each alert.</summary>
[EventName("incident-opened", version: 1)]
public sealed record IncidentOpened(string Group, Jurisdiction Jurisdiction);

[EventName("incident-alert-attached", version: 1)]
public sealed record IncidentAlertAttached(string Alert);

[EventName("incident-alert-detached", version: 1)]
public sealed record IncidentAlertDetached(string Alert);

[EventName("incident-closed", version: 1)]
public sealed record IncidentClosed(string Reason);
