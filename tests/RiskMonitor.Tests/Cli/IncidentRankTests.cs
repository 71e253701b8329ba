using RiskMonitor.Alerts;
using RiskMonitor.Host.Incidents;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Cli;

public sealed class IncidentRankTests
{
    [Fact]
    public void What_is_not_known_stands_first_by_severity_and_what_is_over_last()
    {
        IncidentAt[] incidents =
        [
            Of("over", null, null, unknown: false),
            Of("medium-1m", Severity.Medium, 1_000_000m, unknown: false),
            Of("critical-unknown", Severity.Critical, null, unknown: true),
            Of("high-9m", Severity.High, 9_000_000m, unknown: false),
            Of("medium-unknown", Severity.Medium, null, unknown: true),
            Of("critical-at-least-5m", Severity.Critical, 5_000_000m, unknown: true),
            Of("high-unknown", Severity.High, null, unknown: true),
        ];

        IncidentRank.Of(incidents).Select(incident => incident.Id).ShouldBe(
        [
            "critical-at-least-5m", "critical-unknown", "high-unknown", "medium-unknown", "high-9m", "medium-1m",
            "over",
        ]);
        IncidentRank.Of(incidents.Reverse()).ShouldBe(IncidentRank.Of(incidents));
    }

    private static IncidentAt Of(string id, Severity? severity, decimal? debt, bool unknown) => new(
        id, "group", Jurisdiction.Of("CN"), IsOpen: severity is not null, severity,
        debt is { } amount ? [new Money(amount, Currency.Cny)] : [], unknown ? ["site/a/b"] : [], ["alert-1"], 7);
}
