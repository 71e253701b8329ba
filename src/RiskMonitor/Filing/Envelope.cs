using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Filing;

/// <summary>Names and values of the envelope, CloudEvents 1.0 in the JSON format.</summary>
internal static class Envelope
{
    public static readonly string SpecVersion = "1.0";

    /// <summary>What the server adds, under its own names and those by which it is often called.</summary>
    public static readonly Sequence<string> ServerFields =
    [
        "recordedtime", "position", "recordedat", "sealtime", "sealedat", "sequence", "ordinal", "leaf", "filing",
    ];

    public static readonly Sequence<string> Required =
        ["specversion", "id", "source", "type", "subject", "time", "evidence", "data"];

    public static readonly Sequence<string> EvidenceNames = ["measured", "documented", "declared", "inferred"];

    /// <summary>Null where the text is no instant of RFC 3339, or one that nothing filed can be about.</summary>
    public static Instant? Time(string text) =>
        OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } parsed
        && parsed.Value.ToInstant() is var instant && Bounds.IsNear(instant)
            ? instant
            : null;

    public static Evidence? EvidenceOf(string text) => text switch
    {
        "measured" => Evidence.Measured,
        "documented" => Evidence.Documented,
        "declared" => Evidence.Declared,
        "inferred" => Evidence.Inferred,
        _ => null,
    };

    public static string NameOf(Evidence evidence) => EvidenceNames[(int)evidence];

    public static bool IsId(string text) => Identifiers.Identifier.Is(text);

    public static bool IsSourceRef(string text) =>
        text.Length > 0 && text.Length <= FilingLimits.SourceRefCharacters && !string.IsNullOrWhiteSpace(text);

    /// <summary>Why this type is not for this reporter to file; null where it is.</summary>
    public static FilingRule? Forbidden(Type type, FilingScope scope) =>
        !EventCatalogue.IsFiled(type) ? FilingRules.ConclusionFiled
        : scope.MayOversee ? null
        : type == typeof(Policy.EngineAdopted) ? FilingRules.EngineReserved
        : type == typeof(Policy.PolicyAdopted) || type == typeof(Policy.ReportingDayClosed)
            ? FilingRules.OversightReserved
            : null;

    public static JsonReaderOptions Strict => new()
    {
        MaxDepth = FilingLimits.Depth,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
    };
}
