using System.Security.Cryptography;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>What tells two filings of one id apart, and by which a policy is adopted.</summary>
internal static class CanonicalHash
{
    /// <summary>SHA-256, lower-case hexadecimal, of the RFC 8785 form.</summary>
    public static string Of(ReadOnlySpan<byte> json)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(CanonicalJson.Of(json), digest);
        return Convert.ToHexStringLower(digest);
    }
}
