using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Native;

/// <summary>A fact of a native file as the line that is filed.</summary>
internal static class EventLine
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="source">URI of the reporter in whose name it is filed.</param>
    public static byte[] Of(NativeFact fact, string source)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Relaxed);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", fact.Id);
        json.WriteString("source", source);
        json.WriteString("type", EventCatalogue.NameOf(fact.Data.GetType()));
        json.WriteString("subject", fact.Data.Stream);
        json.WriteString("time", InstantPattern.ExtendedIso.Format(fact.Time));
        json.WriteString("evidence", EventHeaders.Text(fact.Evidence));
        if (fact.SourceRef is not null)
        {
            json.WriteString("sourceref", fact.SourceRef);
        }

        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, fact.Data, fact.Data.GetType(), Json.Options);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
