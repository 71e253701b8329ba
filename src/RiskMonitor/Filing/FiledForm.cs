using System.Text;
using System.Text.Json;
using NodaTime.Text;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>
/// A fact as the canonical line that says it: what a stored fact and a new filing of its id are compared as.
/// </summary>
public static class FiledForm
{
    /// <summary>RFC 8785. The time is in UTC, however its reporter wrote it.</summary>
    public static string Of(FiledFact fact)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion"u8, Envelope.SpecVersion);
            writer.WriteString("id"u8, fact.Id.Id);
            writer.WriteString("source"u8, fact.Id.Source);
            writer.WriteString("type"u8, fact.Type);
            writer.WriteString("subject"u8, fact.Subject);
            writer.WriteString("time"u8, InstantPattern.ExtendedIso.Format(fact.Time));
            writer.WriteString("evidence"u8, Envelope.NameOf(fact.Evidence));
            if (fact.SourceRef is { } reference)
            {
                writer.WriteString("sourceref"u8, reference);
            }

            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, fact.Data, fact.Data.GetType(), Json.Options);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(CanonicalJson.Of(buffer.ToArray()));
    }
}
