using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Units;

namespace RiskMonitor.Wire;

/// <summary>
/// Numbers are canonical decimal strings, identifiers bare strings, sequences arrays, absences <c>nd</c>.
/// </summary>
public sealed class UnitConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => ConverterFor(typeToConvert) is not null;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter?)Activator.CreateInstance(ConverterFor(typeToConvert)!);

    private static Type? ConverterFor(Type type) =>
        IsGeneric(type, typeof(Sequence<>)) ? typeof(SequenceConverter<>).MakeGenericType(type.GetGenericArguments())
        : IsGeneric(type, typeof(Disclosed<>))
            ? typeof(DisclosedConverter<>).MakeGenericType(type.GetGenericArguments())
        : type.GetInterfaces()
            .Where(candidate => candidate.IsGenericType)
            .Select(candidate => candidate.GetGenericTypeDefinition())
            .Select(definition =>
                definition == typeof(IQuantity<>) ? typeof(QuantityConverter<>).MakeGenericType(type) :
                definition == typeof(IIdentifier<>) ? typeof(IdentifierConverter<>).MakeGenericType(type) : null)
            .FirstOrDefault(converter => converter is not null);

    private static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}

public sealed class IdentifierConverter<T> : JsonConverter<T>
    where T : class, IIdentifier<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException("An identifier is a string.");
        try
        {
            return T.Of(text);
        }
        catch (FormatException broken)
        {
            throw new JsonException(broken.Message, broken);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

public sealed class DecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryRead(ref reader, out var value)
            ? value
            : throw new JsonException("A number is written as a canonical decimal string.");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<byte> room = stackalloc byte[CanonicalDecimal.Longest];
        writer.WriteStringValue(room[..CanonicalDecimal.Write(value, room)]);
    }

    private static bool TryRead(ref Utf8JsonReader reader, out decimal value) =>
        reader.HasValueSequence || reader.ValueIsEscaped
            ? CanonicalDecimal.TryRead(reader.GetString()!, out value)
            : CanonicalDecimal.TryRead(reader.ValueSpan, out value);
}

public sealed class QuantityConverter<T> : JsonConverter<T>
    where T : struct, IQuantity<T>
{
    private static readonly DecimalConverter Number = new();

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Of(Number.Read(ref reader, typeof(decimal), options));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        Number.Write(writer, value.Value, options);
}

public sealed class SequenceConverter<T> : JsonConverter<Sequence<T>>
{
    /// <summary>Lists of numbers are long and many: their items are read and written without detours.</summary>
    private static readonly bool IsOfNumbers = typeof(T).GetInterfaces().Any(
        face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IQuantity<>));

    public override Sequence<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (IsOfNumbers && reader.TokenType == JsonTokenType.StartArray)
        {
            return ReadNumbers(ref reader, (JsonConverter<T>)options.GetConverter(typeof(T)), options);
        }

        var items = JsonSerializer.Deserialize<T[]>(ref reader, options)!;
        return Array.Exists(items, item => item is null)
            ? throw new JsonException("A list holds no null.")
            : Sequence.Of<T>(items);
    }

    public override void Write(Utf8JsonWriter writer, Sequence<T> value, JsonSerializerOptions options)
    {
        if (!IsOfNumbers)
        {
            JsonSerializer.Serialize(writer, value.AsEnumerable(), options);
            return;
        }

        var number = (JsonConverter<T>)options.GetConverter(typeof(T));
        writer.WriteStartArray();
        foreach (var item in value)
        {
            number.Write(writer, item, options);
        }

        writer.WriteEndArray();
    }

    private static Sequence<T> ReadNumbers(
        ref Utf8JsonReader reader, JsonConverter<T> number, JsonSerializerOptions options)
    {
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(number.Read(ref reader, typeof(T), options)!);
        }

        return Sequence.Of<T>(CollectionsMarshal.AsSpan(items));
    }
}

/// <summary>The value itself, or an object whose only member is <c>nd</c>.</summary>
public sealed class DisclosedConverter<T> : JsonConverter<Disclosed<T>>
    where T : notnull
{
    public override Disclosed<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        if (ahead.TokenType == JsonTokenType.StartObject && ahead.Read()
            && ahead.TokenType == JsonTokenType.PropertyName && ahead.ValueTextEquals("nd"u8))
        {
            return ReadReason(ref reader);
        }

        return JsonSerializer.Deserialize<T>(ref reader, options) is { } value
            ? Disclosed.Of(value)
            : throw new JsonException("A value that is not there is written as {\"nd\":\"reason\"}.");
    }

    public override void Write(Utf8JsonWriter writer, Disclosed<T> value, JsonSerializerOptions options)
    {
        if (value.TryGet(out var known))
        {
            JsonSerializer.Serialize(writer, known, options);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("nd"u8, value.NoData);
        writer.WriteEndObject();
    }

    private static Disclosed<T> ReadReason(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("nd is a string.");
        }

        var reason = reader.GetString()!;
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject)
        {
            throw new JsonException("nd stands alone.");
        }

        try
        {
            return Disclosed.Not<T>(reason);
        }
        catch (FormatException broken)
        {
            throw new JsonException(broken.Message, broken);
        }
    }
}

/// <summary>A month of use, ISO 8601 as <c>2026-01</c>.</summary>
public sealed class YearMonthConverter : JsonConverter<YearMonth>
{
    private static readonly YearMonthPattern Iso = YearMonthPattern.CreateWithInvariantCulture("uuuu'-'MM");

    public override YearMonth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Iso.Parse(reader.GetString()!) is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException("A month is written as 2026-01.");

    public override void Write(Utf8JsonWriter writer, YearMonth value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Iso.Format(value));
}
