using System.Text.Json;
using NodaTime;
using RiskMonitor.Policy;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Demo;

/// <summary>What the supervisor files beside the public accounts: a policy, and closed months.</summary>
internal static class ListedLessor
{
    /// <summary>In the order of filing. The accounts are written by hand, from the sources that they name.</summary>
    public static IReadOnlyList<FiledFile> Files() =>
        [new FiledFile("accounts.ndjson", "urn:local:public-accounts", []), Oversight()];

    private static FiledFile Oversight()
    {
        var policy = JsonSerializer.Deserialize<PolicyDocument>(
            File.ReadAllText(Repo.Path("specs/policy/us.json")), Json.Options)!;
        var archive = new Archive { Place = Offset.FromHours(-5) };
        var country = Jurisdiction.Of("US");
        Demo.Oversight.Policy(archive, Reporters.Supervisor, country, policy, new LocalDate(2024, 12, 31));
        Demo.Oversight.CloseMonths(
            archive, Reporters.Supervisor, country, policy.Calendar.Id, new LocalDate(2024, 12, 1),
            new LocalDate(2025, 12, 1));
        return new FiledFile("oversight.ndjson", Reporters.Supervisor, [.. archive.All]);
    }
}
