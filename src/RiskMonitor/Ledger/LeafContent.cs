using NodaTime;

namespace RiskMonitor.Ledger;

/// <summary>What a leaf commits to: the event, its envelope and when it was sealed.</summary>
/// <param name="Id">The event's id, derived from (source, id) of a filing.</param>
/// <param name="Version">The event's place in its stream, from 1.</param>
/// <param name="Type">The stored name, as <c>lien-registered</c>.</param>
/// <param name="RecordedAt">When the store took it: whole microseconds.</param>
/// <param name="SealedAt">When it got its position: whole microseconds.</param>
/// <param name="Data">The event as JSON in UTF-8, canonical or not.</param>
/// <param name="Meta">
/// The event's headers: source, id, time, evidence, sourceref, filing, actor, correlation, causation and whichever
/// exist. One without a value is left out, and so is <see cref="Leaf.DataHashHeader"/>, which follows from the data.
/// </param>
public sealed record LeafContent(
    Guid Id,
    string Stream,
    long Version,
    string Type,
    Instant RecordedAt,
    Instant SealedAt,
    ReadOnlyMemory<byte> Data,
    IReadOnlyDictionary<string, string?> Meta);
