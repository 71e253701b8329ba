using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Wire;

/// <summary>JSON Schema 2020-12 of an event's data, read off the record, so that the two cannot differ.</summary>
public static class EventSchema
{
    private const string Decimal = @"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$";

    private static readonly string[] NoData = [.. NoDataReason.All];

    private static readonly Dictionary<Type, Func<JsonObject>> Scalars = new()
    {
        [typeof(decimal)] = () => Text("canonical decimal", Decimal),
        [typeof(Figure)] = () => Text("canonical decimal, or infinite", $"{Decimal}|^infinite$"),
        [typeof(Instant)] = () => Format("date-time"),
        [typeof(LocalDate)] = () => Format("date"),
        [typeof(YearMonth)] = () => Text("month", "^[0-9]{4}-(0[1-9]|1[0-2])$"),
        [typeof(Duration)] = () => Text("duration as h:mm:ss", "^[0-9]+:[0-5][0-9]:[0-5][0-9]$"),
        [typeof(IsoDayOfWeek)] = () => Text("day of the week", "^(mon|tues|wednes|thurs|fri|satur|sun)day$"),
    };

    /// <summary>The whole document for one event, with its stored name as the id.</summary>
    public static JsonObject Of(string stored, Type type)
    {
        var schema = Node(type).AsObject();
        var document = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:riskmonitor:event:{stored}",
            ["title"] = stored,
        };
        foreach (var (name, value) in schema)
        {
            document[name] = value?.DeepClone();
        }

        return document;
    }

    private static JsonNode Node(Type type) => Json.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Own(context.TypeInfo.Type) ?? Strict(context.TypeInfo, schema),
    });

    /// <summary>The schema of what a converter of ours writes; null where the framework knows it.</summary>
    private static JsonObject? Own(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalars.TryGetValue(bare, out var scalar))
        {
            return scalar();
        }

        if (bare == typeof(RawJson))
        {
            return new JsonObject { ["type"] = "object" };
        }

        if (bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(Sequence<>))
        {
            return new JsonObject { ["type"] = "array", ["items"] = Node(bare.GetGenericArguments()[0]) };
        }

        if (bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(Disclosed<>))
        {
            return new JsonObject { ["anyOf"] = new JsonArray(Node(bare.GetGenericArguments()[0]), NotDisclosed()) };
        }

        return Implements(bare, typeof(IQuantity<>)) ? Text($"{Words(bare)}, canonical decimal", Decimal)
            : Implements(bare, typeof(IIdentifier<>)) ? new JsonObject { ["type"] = "string", ["title"] = Words(bare) }
            : null;
    }

    /// <summary>Nothing may stand in an object that the record does not name, and null stands nowhere.</summary>
    /// <remarks>The framework forgets what a converter of ours writes where a member may be absent.</remarks>
    private static JsonNode Strict(JsonTypeInfo type, JsonNode schema)
    {
        if (schema is not JsonObject node)
        {
            return schema;
        }

        foreach (var member in type.Properties)
        {
            if (node["properties"]?[member.Name] is JsonObject written)
            {
                written.Remove("default");
                node["properties"]![member.Name] = written.Count == 0 ? Own(member.PropertyType) : NeverNull(written);
            }
        }

        if (node.ContainsKey("properties"))
        {
            node["additionalProperties"] = false;
        }

        return node;
    }

    private static JsonNode NeverNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.First(name => name!.GetValue<string>() != "null")!.DeepClone();
        }

        return schema.DeepClone();
    }

    private static JsonObject NotDisclosed() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["nd"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. NoData.Select(reason => JsonValue.Create(reason))]),
            },
        },
        ["required"] = new JsonArray("nd"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Text(string title, string pattern) =>
        new() { ["type"] = "string", ["title"] = title, ["pattern"] = pattern };

    private static JsonObject Format(string format) => new() { ["type"] = "string", ["format"] = format };

    private static bool Implements(Type type, Type definition) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == definition);

    /// <summary>CardHours is "card hours".</summary>
    private static string Words(Type type) => string.Concat(type.Name.Select((c, index) =>
        index > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
