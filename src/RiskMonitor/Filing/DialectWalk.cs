using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RiskMonitor.Units;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>
/// Goes through data beside the type that it should become and names everything that is not so, with its pointer.
/// Where there is no type, what holds for all JSON of the dialect is still asked.
/// </summary>
internal sealed class DialectWalk(Findings findings)
{
    private const long FirstInexact = 1L << 53;

    public void Object(JsonElement element, Type type, string pointer)
    {
        if (!Expect(element, JsonValueKind.Object, pointer))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var known = Json.Options.GetTypeInfo(type).Properties;
        foreach (var member in element.EnumerateObject())
        {
            if (Name(member, pointer) is not { } name)
            {
                continue;
            }

            var at = Pointer.To(pointer, name);
            if (!seen.Add(name))
            {
                findings.Add(FilingRules.DuplicateMember, at, name);
            }
            else if (known.FirstOrDefault(property => property.Name == name) is { } property)
            {
                Value(member.Value, property.PropertyType, at);
            }
            else
            {
                findings.Add(FilingRules.UnknownMember, at, name, $"There is no member {name} here.");
            }
        }

        Missing(known, seen, pointer);
    }

    public void Value(JsonElement element, Type type, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            findings.Add(FilingRules.NullValue, pointer, "null");
        }
        else if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            Value(element, inner, pointer);
        }
        else if (type == typeof(RawJson))
        {
            if (Expect(element, JsonValueKind.Object, pointer))
            {
                Any(element, pointer);
            }
        }
        else if (IsGeneric(type, typeof(Disclosed<>)))
        {
            Disclosed(element, type.GetGenericArguments()[0], pointer);
        }
        else if (IsGeneric(type, typeof(Sequence<>)))
        {
            Items(element, type.GetGenericArguments()[0], pointer);
        }
        else if (Json.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object)
        {
            Object(element, type, pointer);
        }
        else
        {
            Leaf.Check(element, type, pointer, findings);
        }
    }

    /// <summary>Any JSON whose type is not known: no member twice, no null, no inexact number, whole text.</summary>
    public void Any(JsonElement element, string pointer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    if (Name(member, pointer) is { } name)
                    {
                        if (!seen.Add(name))
                        {
                            findings.Add(FilingRules.DuplicateMember, Pointer.To(pointer, name), name);
                        }

                        Any(member.Value, Pointer.To(pointer, name));
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Any(item, Pointer.To(pointer, index));
                }

                break;
            case JsonValueKind.Null:
                findings.Add(FilingRules.NullValue, pointer, "null");
                break;
            case JsonValueKind.String:
                Leaf.Text(element, pointer, findings);
                break;
            case JsonValueKind.Number when !IsCount(element):
                findings.Add(FilingRules.NumberNotString, pointer, element.GetRawText());
                break;
        }
    }

    private static bool IsCount(JsonElement element) =>
        element.TryGetInt64(out var count) && count is > -FirstInexact and < FirstInexact;

    /// <summary>The name of a member, or null where it cannot be read.</summary>
    public string? Name(JsonProperty member, string pointer)
    {
        try
        {
            var name = member.Name;
            if (name.Contains('\0', StringComparison.Ordinal))
            {
                findings.Add(FilingRules.NulCharacter, pointer, name);
                return null;
            }

            return name;
        }
        catch (InvalidOperationException)
        {
            findings.Add(FilingRules.LoneSurrogate, pointer, message: "The name of a member has a lone surrogate.");
            return null;
        }
    }

    private void Missing(IList<JsonPropertyInfo> known, HashSet<string> seen, string pointer)
    {
        foreach (var property in known)
        {
            if (property.IsRequired && !seen.Contains(property.Name))
            {
                findings.Add(
                    FilingRules.MissingMember,
                    Pointer.To(pointer, property.Name),
                    message: $"The member {property.Name} is missing.");
            }
        }
    }

    private void Items(JsonElement element, Type type, string pointer)
    {
        if (!Expect(element, JsonValueKind.Array, pointer))
        {
            return;
        }

        foreach (var (index, item) in element.EnumerateArray().Index())
        {
            Value(item, type, Pointer.To(pointer, index));
        }
    }

    private void Disclosed(JsonElement element, Type type, string pointer)
    {
        if (NoData(element) is not { } reason)
        {
            Value(element, type, pointer);
            return;
        }

        if (reason.ValueKind == JsonValueKind.String && Leaf.Text(reason, Pointer.To(pointer, "nd"), findings) is null)
        {
            return;
        }

        if (element.GetPropertyCount() > 1 || reason.ValueKind != JsonValueKind.String
            || !NoDataReason.All.Contains(reason.GetString()))
        {
            findings.Add(
                FilingRules.NoDataReasonUnknown,
                Pointer.To(pointer, "nd"),
                element.GetRawText(),
                $"nd stands alone and is one of: {string.Join(", ", NoDataReason.All)}.");
        }
    }

    /// <summary>The value of <c>nd</c>. Names that cannot be read are passed over; the walk names them.</summary>
    private static JsonElement? NoData(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in element.EnumerateObject())
        {
            try
            {
                if (member.Name == "nd")
                {
                    return member.Value;
                }
            }
            catch (InvalidOperationException)
            {
                continue;
            }
        }

        return null;
    }

    private bool Expect(JsonElement element, JsonValueKind kind, string pointer)
    {
        if (element.ValueKind == kind)
        {
            return true;
        }

        findings.Add(
            element.ValueKind == JsonValueKind.Null ? FilingRules.NullValue : FilingRules.WrongKind,
            pointer,
            element.GetRawText(),
            $"An {(kind == JsonValueKind.Array ? "array" : "object")} belongs here.");
        return false;
    }

    private static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
