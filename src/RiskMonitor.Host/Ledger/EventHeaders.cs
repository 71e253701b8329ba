using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Ledger;

/// <summary>What the log keeps of an event beside its record: the envelope of the filing that brought it.</summary>
/// <remarks>Conclusions have no envelope: only <see cref="Leaf"/>.</remarks>
public sealed record EventHeaders
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly InstantPattern Iso = InstantPattern.ExtendedIso;

    public string? Source { get; init; }

    public string? Id { get; init; }

    /// <summary>Valid time, RFC 3339 in UTC.</summary>
    public string? Time { get; init; }

    public string? Evidence { get; init; }

    public string? SourceRef { get; init; }

    /// <summary>Id of the filing within the source.</summary>
    public string? Filing { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal, of the RFC 8785 form of the whole line.</summary>
    public string? Hash { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal, of the RFC 8785 form of the record.</summary>
    public string? Leaf { get; init; }

    public static string Text(Instant time) => Iso.Format(time);

    public static Instant Instant(string text) => Iso.Parse(text).Value;

    public static string Text(Evidence evidence) => evidence switch
    {
        Surveillance.Evidence.Measured => "measured",
        Surveillance.Evidence.Documented => "documented",
        Surveillance.Evidence.Declared => "declared",
        Surveillance.Evidence.Inferred => "inferred",
        _ => throw new ArgumentOutOfRangeException(nameof(evidence), evidence, "There is no such evidence."),
    };

    public static Evidence EvidenceOf(string text) => text switch
    {
        "measured" => Surveillance.Evidence.Measured,
        "documented" => Surveillance.Evidence.Documented,
        "declared" => Surveillance.Evidence.Declared,
        "inferred" => Surveillance.Evidence.Inferred,
        _ => throw new FormatException($"There is no evidence \"{text}\"."),
    };

    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Relaxed);
        json.WriteStartObject();
        Write("evidence", Evidence);
        Write("filing", Filing);
        Write("hash", Hash);
        Write("id", Id);
        Write("leaf", Leaf);
        Write("source", Source);
        Write("sourceref", SourceRef);
        Write("time", Time);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();

        void Write(string name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }
    }

    /// <summary>Members of other names, which Marten or an operator may have added, are passed over.</summary>
    public static EventHeaders Read(ReadOnlySpan<byte> headers)
    {
        var json = new Utf8JsonReader(headers);
        string? evidence = null, filing = null, hash = null, id = null, leaf = null, source = null, reference = null,
            time = null;
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName)
                continue;

            if (json.ValueTextEquals("evidence"u8))
                evidence = Value(ref json);
            else if (json.ValueTextEquals("filing"u8))
                filing = Value(ref json);
            else if (json.ValueTextEquals("hash"u8))
                hash = Value(ref json);
            else if (json.ValueTextEquals("id"u8))
                id = Value(ref json);
            else if (json.ValueTextEquals("leaf"u8))
                leaf = Value(ref json);
            else if (json.ValueTextEquals("source"u8))
                source = Value(ref json);
            else if (json.ValueTextEquals("sourceref"u8))
                reference = Value(ref json);
            else if (json.ValueTextEquals("time"u8))
                time = Value(ref json);
            else
                json.Skip();
        }

        return new()
        {
            Evidence = evidence, Filing = filing, Hash = hash, Id = id, Leaf = leaf, Source = source,
            SourceRef = reference, Time = time,
        };
    }

    private static string? Value(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }
}
