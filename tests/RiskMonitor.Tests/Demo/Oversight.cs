using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Tests.Wire;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Demo;

/// <summary>What the supervisor files: the policy that ships, and the end of each month.</summary>
internal static class Oversight
{
    public static readonly LocalDate From = new(2024, 7, 1);

    public static Entry Policy(
        Archive archive, string source, Jurisdiction jurisdiction, PolicyDocument document, LocalDate from) =>
        archive.File(
            source, $"policy-{document.Version}-{jurisdiction}", from.PlusDays(-3),
            new PolicyAdopted(
                jurisdiction, document.Version, document, HashOf(document), from, OfficerId.Of("officer-1"),
                OfficerId.Of("officer-2")),
            "decision of the supervisor",
            evidence: Evidence.Declared);

    /// <summary>A round's month ends are closed when everything of the round has been filed.</summary>
    public static void CloseMonths(
        Archive archive, string source, Jurisdiction jurisdiction, string calendar, LocalDate first, LocalDate last)
    {
        for (var month = first; month <= last; month = month.PlusMonths(1))
        {
            var end = month.PlusMonths(1).PlusDays(-1);
            archive.File(
                source, FormattableString.Invariant($"close-{jurisdiction}-{end:uuuu-MM-dd}"), end,
                new ReportingDayClosed(jurisdiction, end, calendar), "reporting calendar",
                evidence: Evidence.Declared);
        }
    }

    public static void File(Archive archive)
    {
        var policy = DefaultPolicy.Read();
        Policy(archive, Reporters.Supervisor, Jurisdiction.Of("CN"), policy, From);
        CloseMonths(
            archive, Reporters.Supervisor, Jurisdiction.Of("CN"), policy.Calendar.Id, From, new LocalDate(2025, 12, 1));
    }

    private static string HashOf(PolicyDocument document) => Convert.ToHexStringLower(
        SHA256.HashData(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(document, Json.Options))));
}
