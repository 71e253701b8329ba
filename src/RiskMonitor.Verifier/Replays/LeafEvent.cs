using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Identifiers;
using RiskMonitor.Surveillance;
using RiskMonitor.Wire;

namespace RiskMonitor.Verifier.Replays;

/// <summary>One leaf of the log, read back: what the ledger gives away as a line, and what a bundle holds.</summary>
/// <param name="Data">The record; null where this build knows no such event.</param>
/// <param name="Filed">Source and id of a filed fact; null for a conclusion.</param>
public sealed record LeafEvent(
    string Stream,
    long Version,
    string Type,
    Instant RecordedAt,
    Instant SealedAt,
    object? Data,
    FiledId? Filed,
    Instant? ValidTime,
    Evidence Evidence)
{
    private static readonly InstantPattern Iso = InstantPattern.ExtendedIso;

    /// <param name="line">The exact bytes of the leaf, without a line feed.</param>
    /// <exception cref="FormatException">It is no leaf.</exception>
    public static LeafEvent Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var leaf = document.RootElement;
            var meta = leaf.TryGetProperty("meta", out var envelope) ? envelope : default;
            var type = Text(leaf, "type")!;
            var filed = Text(meta, "source") is { } source && Text(meta, "id") is { } id
                ? new FiledId(source, id)
                : null;
            return new LeafEvent(
                Text(leaf, "stream")!,
                leaf.GetProperty("version").GetInt64(),
                type,
                Iso.Parse(Text(leaf, "recordedAt")!).Value,
                Iso.Parse(Text(leaf, "sealedAt")!).Value,
                EventCatalogue.Find(type) is { } record
                    ? leaf.GetProperty("data").Deserialize(record, Json.Options)
                    : null,
                filed,
                Text(meta, "time") is { } time ? Iso.Parse(time).Value : null,
                Text(meta, "evidence") is { } evidence
                    ? JsonSerializer.Deserialize<Evidence>($"\"{evidence}\"", Json.Options)
                    : Evidence.Documented);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException
            or UnparsableValueException or ArgumentNullException)
        {
            throw new FormatException($"This is no leaf: {broken.Message}", broken);
        }
    }

    /// <summary>What surveillance reads of it: a filed fact or a receipt; null for any other conclusion.</summary>
    /// <param name="ordinal">How many facts and acts of oversight stand before it.</param>
    public SealedFact? Fact(long position, long ordinal) => Data switch
    {
        FilingAccepted => new SealedFact(
            position, ordinal, SealedAt, RecordedAt, new FiledId("urn:local:monitor", $"{Stream} {Version}"),
            RecordedAt, Evidence.Documented, Data),
        { } data when Filed is not null =>
            new SealedFact(position, ordinal, SealedAt, RecordedAt, Filed, ValidTime ?? RecordedAt, Evidence, data),
        _ => null,
    };

    private static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value)
            ? value.GetString()
            : null;
}
