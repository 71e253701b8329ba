using System.Diagnostics;

namespace RiskMonitor.Incidents;

/// <summary>The alerts of one obligor group that stand together.</summary>
/// <param name="Alerts">Streams of the attached alerts, in the order in which they came.</param>
public sealed record Incident(
    string Id, string Group, Jurisdiction Jurisdiction, Sequence<string> Alerts, bool IsOpen, int Version)
    : IView<Incident>
{
    public static IReadOnlyList<Type> Facts =>
    [
        typeof(IncidentOpened), typeof(IncidentAlertAttached), typeof(IncidentAlertDetached), typeof(IncidentClosed),
    ];

    public static Incident? Evolve(Incident? view, string stream, object fact) => (view, fact) switch
    {
        (null, IncidentOpened opened) =>
            new Incident(stream, opened.Group, opened.Jurisdiction, [], IsOpen: true, Version: 1),
        (null, _) => throw new UnbegunStreamException(stream, fact),
        (_, IncidentAlertAttached attached) =>
            view.Next() with { Alerts = [.. view.Alerts, attached.Alert] },
        (_, IncidentAlertDetached detached) =>
            view.Next() with { Alerts = [.. view.Alerts.Where(alert => alert != detached.Alert)] },
        (_, IncidentClosed) => view.Next() with { IsOpen = false },
        _ => throw new UnreachableException($"{fact.GetType().Name} has no place in {stream}."),
    };

    private Incident Next() => this with { Version = Version + 1 };
}
