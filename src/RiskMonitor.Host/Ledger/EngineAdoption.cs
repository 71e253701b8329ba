using System.Security.Cryptography;
using NodaTime;
using RiskMonitor.Analytics;
using RiskMonitor.Filing;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Records at its first start that a build took over: what it concludes may differ from what the build before did.
/// </summary>
public sealed class EngineAdoption(LedgerAppender appender, LedgerSettings settings, TimeProvider clock)
{
    /// <summary>Raised when conclusions change on purpose.</summary>
    public static readonly string Version = Lookout.EngineVersion;

    /// <summary>The source of what the monitor files about itself. No token has it.</summary>
    public static readonly string Source = "urn:local:riskmonitor";

    /// <summary>SHA-256, lower-case hexadecimal, over the assemblies that decide, Analytics after the domain.</summary>
    public static string BuildHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var assembly in new[] { typeof(EventCatalogue).Assembly, typeof(Elementary).Assembly })
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(assembly.Location)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes <c>engine-adopted</c> unless this build has done so in this ledger.</summary>
    /// <returns>Whether it was written now.</returns>
    public async Task<bool> AdoptAsync(CancellationToken ct = default)
    {
        var build = BuildHash();
        var adopted = new EngineAdopted(settings.Jurisdiction, Version, build);
        var now = Microsecond.Of(Instant.FromDateTimeOffset(clock.GetUtcNow()));
        var fact = new FiledFact(
            new FiledId(Source, $"engine-{Version}-{build}"),
            EventCatalogue.NameOf(typeof(EngineAdopted)),
            ((IFact)adopted).Stream,
            now,
            Evidence.Documented,
            SourceRef: null,
            adopted,
            Line: 1,
            CanonicalHash: build);
        var result = await appender.AppendAsync([fact], actor: "riskmonitor", ct: ct);
        return result.Facts[0].Status == AppendStatus.Accepted;
    }
}
