using System.Text.Json;
using RiskMonitor.Policy;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Wire;

/// <summary>The policy that ships: specs/policy/default.json.</summary>
internal static class DefaultPolicy
{
    public static PolicyDocument Read() => JsonSerializer.Deserialize<PolicyDocument>(Text(), Json.Options)!;

    private static string Text() => File.ReadAllText(Repo.Path("specs/policy/default.json"));
}
