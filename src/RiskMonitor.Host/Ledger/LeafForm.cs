using System.Text.Json;
using RiskMonitor.Ledger;

namespace RiskMonitor.Host.Ledger;

/// <summary>The bytes of a stored event that go into the tree.</summary>
public static class LeafForm
{
    /// <summary>Marten writes these to fill numbers that a failed append had drawn. Nobody filed them.</summary>
    private const string Tombstone = "tombstone";

    /// <summary>RFC 8785, one line, without a line feed.</summary>
    public static byte[] Of(SealedEvent e) => Leaf.Bytes(new LeafContent(
        e.Id, e.Stream, e.Version, e.Type, e.RecordedAt, e.SealedAt, e.Data, Meta(e)));

    /// <summary>The same, of an event whose record is still the one whose digest was written beside it.</summary>
    /// <exception cref="LedgerHaltedException">It is not.</exception>
    public static byte[] Checked(SealedEvent e)
    {
        byte[] leaf;
        try
        {
            leaf = Of(e);
        }
        catch (FormatException broken)
        {
            throw new LedgerHaltedException(
                $"Version {e.Version} of {e.Stream} ({e.Type}) has no canonical form: {broken.Message}");
        }

        if (e.Type == Tombstone || EventHeaders.Read(e.Headers.Span).Leaf == Leaf.DataHash(Data(leaf)))
            return leaf;

        throw new LedgerHaltedException(
            $"Version {e.Version} of {e.Stream} ({e.Type}) is not what was written: its record does not have the "
            + "digest that stands beside it.");
    }

    public static Sha256Digest Hash(ReadOnlySpan<byte> leaf) => MerkleTree.LeafHash(leaf);

    /// <summary>The record within its leaf, of which it is the first member.</summary>
    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> leaf)
    {
        var json = new Utf8JsonReader(leaf);
        json.Read();
        json.Read();
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return leaf[start..(int)json.BytesConsumed];
    }

    private static Dictionary<string, string?> Meta(SealedEvent e)
    {
        var meta = new Dictionary<string, string?>(12)
        {
            ["actor"] = e.Actor,
            ["correlation"] = e.Correlation,
            ["causation"] = e.Causation,
        };
        var json = new Utf8JsonReader(e.Headers.Span);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName)
                continue;

            var name = json.GetString()!;
            json.Read();
            if (!meta.TryAdd(name, Value(ref json)))
                throw new FormatException($"The header \"{name}\" stands for something else.");
        }

        return meta;
    }

    /// <summary>Headers of ours are text. What else somebody may have put there is sealed as it is written.</summary>
    private static string? Value(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return json.TokenType == JsonTokenType.String ? json.GetString()
                : json.TokenType == JsonTokenType.Null ? null
                : System.Text.Encoding.UTF8.GetString(json.ValueSpan);
        }

        using var document = JsonDocument.ParseValue(ref json);
        return document.RootElement.GetRawText();
    }
}
