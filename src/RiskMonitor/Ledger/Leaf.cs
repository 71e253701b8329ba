using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Wire;

namespace RiskMonitor.Ledger;

/// <summary>The bytes that are hashed into the tree for one sealed event: one RFC 8785 document, version 1.</summary>
/// <remarks>
/// The position is not in it: the tree implies that. Another version of the form never rewrites leaves that exist.
/// </remarks>
public static class Leaf
{
    /// <summary>The header in which the hash of the data is stored when an event is appended.</summary>
    public static readonly string DataHashHeader = "leaf";

    private static readonly InstantPattern Microseconds =
        InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'ffffff'Z'");

    [ThreadStatic]
    private static ByteBuffer? kept;

    /// <exception cref="FormatException">The data has no canonical form, or a text has a lone surrogate.</exception>
    /// <exception cref="ArgumentException">A time is finer than a microsecond, and the store is not.</exception>
    public static byte[] Bytes(LeafContent content)
    {
        var output = kept ??= new ByteBuffer();
        output.ShrinkTo(0);
        output.Write("{\"data\":"u8);
        CanonicalJson.Write(output, content.Data.Span);
        output.Write(",\"id\":"u8);
        CanonicalText.Write(output, content.Id.ToString("D", CultureInfo.InvariantCulture));
        output.Write(",\"meta\":"u8);
        WriteMeta(output, content.Meta);
        output.Write(",\"recordedAt\":"u8);
        CanonicalText.Write(output, Time(content.RecordedAt, nameof(content.RecordedAt)));
        output.Write(",\"sealedAt\":"u8);
        CanonicalText.Write(output, Time(content.SealedAt, nameof(content.SealedAt)));
        output.Write(",\"stream\":"u8);
        CanonicalText.Write(output, content.Stream);
        output.Write(",\"type\":"u8);
        CanonicalText.Write(output, content.Type);
        output.Write(",\"v\":1,\"version\":"u8);
        content.Version.TryFormat(output.Take(20), out var written, default, CultureInfo.InvariantCulture);
        output.ShrinkTo(output.Length - 20 + written);
        output.Write((byte)'}');
        return output.Written.ToArray();
    }

    /// <summary>
    /// SHA-256 of the canonical data in hexadecimal: what <see cref="DataHashHeader"/> holds. The sealer compares it
    /// with the data that it reads back, so that a drift of the serializer or an edit by hand comes up at once.
    /// </summary>
    /// <param name="canonicalData">As <see cref="CanonicalJson.Of(ReadOnlySpan{byte})"/> gives it.</param>
    public static string DataHash(ReadOnlySpan<byte> canonicalData) => Sha256Digest.Hash(canonicalData).ToString();

    private static void WriteMeta(ByteBuffer output, IReadOnlyDictionary<string, string?> meta)
    {
        var separator = (byte)'{';
        foreach (var name in meta.Keys.Order(StringComparer.Ordinal))
        {
            if (meta[name] is not { } value || name == DataHashHeader)
            {
                continue;
            }

            output.Write(separator);
            CanonicalText.Write(output, name);
            output.Write((byte)':');
            CanonicalText.Write(output, value);
            separator = (byte)',';
        }

        if (separator == (byte)'{')
        {
            output.Write(separator);
        }

        output.Write((byte)'}');
    }

    private static string Time(Instant instant, string name) =>
        instant.ToUnixTimeTicks() % 10 == 0 && Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks()) == instant
            ? Microseconds.Format(instant)
            : throw new ArgumentException($"{name} is in whole microseconds, as the store keeps it.", name);
}
