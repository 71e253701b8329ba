using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Wire;

namespace RiskMonitor.Surveillance.Digests;

/// <summary>One conclusion as it is compared with another: what it is, and the hash of what it says.</summary>
/// <remarks>
/// Positions differ between two runs over the same facts, since conclusions and people's events lie between them; the
/// ordinals of the causing facts do not. So every position is written as its ordinal before anything is hashed.
/// </remarks>
/// <param name="Key">What it is, in words, as <c>assessment pool/pool-7 2025-03-31 @1234</c>.</param>
/// <param name="Sha256">Of its canonical JSON (RFC 8785), lower-case hexadecimal.</param>
public sealed record DigestLine(string Key, string Sha256)
{
    public static DigestLine Of(AssessmentRow row) => OfAssessment(
        row.Subject, row.Day, row.Ordinal, JsonSerializer.SerializeToUtf8Bytes(row.Assessment, Json.Options));

    /// <summary>The same of a row that is kept as text.</summary>
    /// <param name="content">The assessment in the house dialect, UTF-8.</param>
    public static DigestLine OfAssessment(string subject, LocalDate day, long ordinal, ReadOnlySpan<byte> content) =>
        new(
            $"assessment {subject} {LocalDatePattern.Iso.Format(day)} @{Text(ordinal)}",
            Convert.ToHexStringLower(SHA256.HashData(content)));

    public static DigestLine Of(NoticeRow row) => Of(
        $"notice {row.Rule} {row.Subject} #{Text(row.Number)} @{Text(row.Ordinal)}",
        row with { Position = row.Ordinal });

    public static DigestLine Of(FindingRow row) => Of(
        $"finding {row.Rule} {row.Subject} {(row.IsOpen ? "open" : "closed")} @{Text(row.Ordinal)} {row.Detail}",
        row with { Position = row.Ordinal });

    /// <param name="stream">As <c>alert/…</c>.</param>
    /// <param name="number">Of the event among the machine's events of its stream, from 1.</param>
    /// <param name="machineEvent">An event for which <see cref="IsMachine"/> holds.</param>
    /// <param name="ordinalOf">Ordinal of the fact at a position.</param>
    public static DigestLine Of(string stream, long number, object machineEvent, Func<long, long> ordinalOf)
    {
        Sequence<long> Ordinals(Sequence<long> positions) => [.. positions.Select(ordinalOf)];
        object portable = machineEvent switch
        {
            AlertRaised raised => raised with { Inputs = Ordinals(raised.Inputs) },
            AlertSeverityChanged changed => changed with { Inputs = Ordinals(changed.Inputs) },
            AlertCleared cleared => cleared with { Inputs = Ordinals(cleared.Inputs) },
            AlertWithdrawn withdrawn => withdrawn with { Cause = ordinalOf(withdrawn.Cause) },
            _ => throw new ArgumentException($"{machineEvent} is not the machine's.", nameof(machineEvent)),
        };
        return Of($"{stream} #{Text(number)} {EventCatalogue.NameOf(portable.GetType())}", portable);
    }

    /// <summary>Whether the monitor wrote it, and no person.</summary>
    public static bool IsMachine(object alertEvent) =>
        alertEvent is AlertRaised or AlertSeverityChanged or AlertCleared or AlertWithdrawn;

    private static DigestLine Of(string key, object content) => new(
        key,
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(
            JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), Json.Options)))));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
