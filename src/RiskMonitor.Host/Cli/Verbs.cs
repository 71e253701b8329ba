using System.CommandLine;

namespace RiskMonitor.Host.Cli;

/// <summary>Every verb, in the order in which a newcomer would meet them.</summary>
public static class Verbs
{
    public static IEnumerable<Command> All()
    {
        yield return Demo.DemoVerb.Create();
        yield return Serving.ServeVerb.Create();
        yield return Filing.IngestVerb.Create();
        yield return Oversight.OversightVerbs.Policy();
        yield return Oversight.OversightVerbs.CloseDay();
        yield return Oversight.CommitVerb.Create();
        yield return Alerts.AlertVerbs.List();
        yield return Alerts.AlertVerbs.One();
        yield return Incidents.IncidentVerbs.List();
        yield return Incidents.IncidentVerbs.One();
        yield return Assessments.AssessVerb.Create();
        yield return Utilization.UseVerb.Create();
        yield return Exposure.ExposureVerb.Create();
        yield return Replays.ReplayVerb.Create();
        yield return Telemetry.TelemetryVerb.Create();
        yield return Access.TokenVerb.Create();
        yield return Postgres.PostgresVerb.Create();
        yield return Bench.BenchVerb.Create();
    }
}
