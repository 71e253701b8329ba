namespace RiskMonitor.Host.Incidents;

/// <summary>
/// In which order people see incidents. What is not known may be any amount, so it does not sink below a small one.
/// </summary>
public static class IncidentRank
{
    public static readonly string InWords =
        "First the incidents with an alert whose unsupported debt is not known, by severity and then by what is known; "
        + "after them the others by unsupported debt; last those of which no alert stands.";

    public static IReadOnlyList<IncidentAt> Of(IEnumerable<IncidentAt> incidents) =>
    [
        .. incidents
            .OrderBy(Part)
            .ThenByDescending(incident => Part(incident) == 0 ? incident.Severity : null)
            .ThenByDescending(incident =>
                incident.UnsupportedDebt.Select(money => money.Amount).DefaultIfEmpty().Max())
            .ThenByDescending(incident => incident.Severity)
            .ThenBy(incident => incident.OpenedPosition)
            .ThenBy(incident => incident.Id, StringComparer.Ordinal),
    ];

    private static int Part(IncidentAt incident) =>
        incident.Severity is null ? 2 : incident.UnknownFor.Count > 0 ? 0 : 1;
}
