using System.Text.Json;
using RiskMonitor.Policy;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>The content hash under which a policy is adopted.</summary>
public static class PolicyHash
{
    /// <summary>SHA-256, lower-case hexadecimal, of the RFC 8785 form of the document.</summary>
    public static string Of(PolicyDocument document) =>
        CanonicalHash.Of(JsonSerializer.SerializeToUtf8Bytes(document, Json.Options));
}
