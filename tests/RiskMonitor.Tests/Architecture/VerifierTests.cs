using System.Reflection;
using RiskMonitor.Verifier;

namespace RiskMonitor.Tests.Architecture;

/// <summary>An auditor runs the verifier on a laptop that is connected to nothing.</summary>
public sealed class VerifierTests
{
    private static readonly string[] Allowed =
        ["System", "NodaTime", "BouncyCastle.Cryptography", "RiskMonitor", "RiskMonitor.Analytics"];

    private static readonly string[] Connected = ["System.Net", "System.Data", "System.IO.Pipes"];

    [Fact]
    public void L1_The_verifier_references_no_database_and_no_network() =>
        Closure(typeof(LedgerVerifier).Assembly)
            .Where(name => !Allowed.Any(allowed => Within(name, allowed)) || Connected.Any(bad => Within(name, bad)))
            .ShouldBeEmpty();

    [Fact]
    public void L1_A_project_uses_nothing_that_stands_to_its_right()
    {
        Closure(typeof(Decision).Assembly).ShouldNotContain("RiskMonitor.Verifier");
        Closure(typeof(LedgerVerifier).Assembly).ShouldNotContain("RiskMonitor.Host");
        Closure(typeof(LedgerVerifier).Assembly).ShouldContain("RiskMonitor");
    }

    /// <summary>What our own assemblies reference; what the platform references is its own affair.</summary>
    private static IEnumerable<string> Closure(Assembly assembly) =>
        assembly.GetReferencedAssemblies().SelectMany(reference =>
            reference.Name!.StartsWith("RiskMonitor", StringComparison.Ordinal)
                ? Closure(Assembly.Load(reference)).Append(reference.Name!)
                : [reference.Name!]).Distinct();

    /// <summary>System.Text is a part of System; RiskMonitor.Host is no part of RiskMonitor.</summary>
    private static bool Within(string name, string group) =>
        name == group || ((group.StartsWith("System", StringComparison.Ordinal)
            || group == "NodaTime") && name.StartsWith(group + ".", StringComparison.Ordinal));
}
