using NodaTime;

namespace RiskMonitor.Host.Ledger;

/// <summary>One event at its place in the one order, as it is stored.</summary>
/// <param name="Position">Dense, from 0.</param>
/// <param name="SealedAt">When it got its place; never earlier than that of the event before.</param>
/// <param name="RecordedAt">When it was written.</param>
/// <param name="Id">The store's event id.</param>
/// <param name="Version">Place within its stream, from 1.</param>
/// <param name="Type">Stored name, as <c>lien-registered.v1</c>.</param>
/// <param name="Data">The record as JSON, UTF-8, in whatever form the database keeps.</param>
/// <param name="Headers">JSON object, UTF-8; <see cref="EventHeaders.Read"/> reads it.</param>
/// <param name="Actor">Who caused it.</param>
public sealed record SealedEvent(
    long Position,
    Instant SealedAt,
    Instant RecordedAt,
    Guid Id,
    string Stream,
    long Version,
    string Type,
    ReadOnlyMemory<byte> Data,
    ReadOnlyMemory<byte> Headers,
    string? Actor,
    string? Correlation,
    string? Causation);
