using System.Text.Json;
using System.Text.Json.Serialization;

namespace RiskMonitor.Units;

/// <summary>A measured number, or infinite: debt that no use carries has no finite ratio.</summary>
/// <remarks>On the wire a canonical decimal string, or <c>"infinite"</c>.</remarks>
[JsonConverter(typeof(FigureConverter))]
public readonly record struct Figure
{
    public static readonly Figure Infinite = new(0m, isInfinite: true);

    private Figure(decimal value, bool isInfinite) => (Value, IsInfinite) = (value, isInfinite);

    /// <summary>Zero while infinite.</summary>
    public decimal Value { get; }

    public bool IsInfinite { get; }

    public static Figure Of(decimal value) => new(value, isInfinite: false);

    public static Figure Of(Ratio ratio) => new(ratio.Value, isInfinite: false);

    public override string ToString() => IsInfinite ? "infinite" : CanonicalDecimal.Write(Value);
}

public sealed class FigureConverter : JsonConverter<Figure>
{
    public override Figure Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text
            ? text == "infinite" ? Figure.Infinite
            : CanonicalDecimal.TryRead(text, out var value) ? Figure.Of(value)
            : throw new JsonException("A figure is a canonical decimal string or \"infinite\".")
            : throw new JsonException("A figure is a canonical decimal string or \"infinite\".");

    public override void Write(Utf8JsonWriter writer, Figure value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
