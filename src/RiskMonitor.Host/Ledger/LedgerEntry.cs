using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RiskMonitor.Filing;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Ledger;

/// <summary>One event as it is about to be written, in the bytes of the house dialect.</summary>
/// <param name="Id">Follows from what the event is, so that it is never written twice.</param>
/// <param name="Data">The record.</param>
/// <param name="Json">RFC 8785 form of the record.</param>
/// <param name="Headers">JSON object of text.</param>
/// <param name="Actor">Who caused it: the subject of a token, or a part of the monitor.</param>
internal sealed record LedgerEntry(
    Guid Id,
    string Stream,
    object Data,
    ReadOnlyMemory<byte> Json,
    ReadOnlyMemory<byte> Headers,
    string Actor)
{
    public static LedgerEntry Of(FiledFact fact, string? filing, string actor)
    {
        var json = Canonical(fact.Data);
        var headers = new EventHeaders
        {
            Source = fact.Id.Source,
            Id = fact.Id.Id,
            Time = EventHeaders.Text(fact.Time),
            Evidence = EventHeaders.Text(fact.Evidence),
            SourceRef = fact.SourceRef,
            Filing = filing,
            Hash = fact.CanonicalHash,
            Leaf = Digest(json),
        };
        return new(IdOf(fact.Id), fact.Subject, fact.Data, json, headers.ToJson(), actor);
    }

    public static LedgerEntry Of(Conclusion conclusion)
    {
        var json = Canonical(conclusion.Data);
        var headers = new EventHeaders { Leaf = Digest(json) };
        return new(
            Uuid(conclusion.Key), conclusion.Stream, conclusion.Data, json, headers.ToJson(), conclusion.Actor);
    }

    /// <summary>The event of a filed fact: version 8 of RFC 9562, SHA-256 over source, line feed, id.</summary>
    public static Guid IdOf(FiledId filed) => Uuid($"{filed.Source}\n{filed.Id}");

    public static string Digest(ReadOnlySpan<byte> canonical)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>RFC 8785 form of a record in the house dialect.</summary>
    public static byte[] Canonical(object record) =>
        CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(record, record.GetType(), Wire.Json.Options));

    private static Guid Uuid(string name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), digest);
        digest[6] = (byte)((digest[6] & 0x0f) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3f) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}

/// <summary>A fact and the event that it becomes.</summary>
internal sealed record PreparedFact(FiledFact Fact, LedgerEntry Entry)
{
    public static PreparedFact Of(FiledFact fact, string? filing, string actor) =>
        new(fact, LedgerEntry.Of(fact, filing, actor));
}

/// <summary>An event that the monitor writes of its own accord, or that a person caused: nothing that was
/// filed.</summary>
/// <param name="Key">Names it among all conclusions for ever; the event's id is made of it. Starts with the kind, as
/// in <c>alert-raised|…</c>, and so can never equal that of a filed fact.</param>
/// <param name="Actor">A part of the monitor, as <c>surveillance</c>, or an officer's pseudonym.</param>
public sealed record Conclusion(string Stream, object Data, string Key, string Actor);
