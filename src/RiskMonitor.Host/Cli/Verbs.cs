using System.CommandLine;

namespace RiskMonitor.Host.Cli;

/// <summary>Every verb, in the order in which a newcomer would meet them.</summary>
public static class Verbs
{
    public static IEnumerable<Command> All()
    {
        yield return Access.TokenVerb.Create();
        yield return Postgres.PostgresVerb.Create();
    }
}
