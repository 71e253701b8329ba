using System.Text.Json;
using System.Text.Json.Serialization;

namespace RiskMonitor.Alerts;

/// <summary><c>"breach"</c>, <c>"clear"</c>, or the reason why neither could be said.</summary>
public sealed class VerdictConverter : JsonConverter<Verdict>
{
    public override Verdict Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartObject
            ? new Verdict.Inconclusive(JsonSerializer.Deserialize<Reason>(ref reader, options)!)
            : reader.GetString() switch
            {
                "breach" => Verdict.Breach.It,
                "clear" => Verdict.Clear.It,
                _ => throw new JsonException("A verdict is \"breach\", \"clear\" or a reason."),
            };

    public override void Write(Utf8JsonWriter writer, Verdict value, JsonSerializerOptions options)
    {
        if (value is Verdict.Inconclusive inconclusive)
        {
            JsonSerializer.Serialize(writer, inconclusive.Why, options);
            return;
        }

        writer.WriteStringValue(value.ToString());
    }
}
