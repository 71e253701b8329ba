using System.Text.Json;

namespace RiskMonitor.Filing;

/// <summary>One id filed twice with different content: where the difference is.</summary>
public static class FilingConflict
{
    /// <summary>
    /// RFC 6901 pointer of the first member, in the order of the names, that only one of the two has or in which they
    /// differ; null when they say the same.
    /// </summary>
    /// <param name="stored">Canonical JSON (RFC 8785), so that equal texts are equal values.</param>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public static string? FirstDifference(string stored, string filed)
    {
        using var one = JsonDocument.Parse(stored);
        using var other = JsonDocument.Parse(filed);
        return Between(one.RootElement, other.RootElement, string.Empty);
    }

    private static string? Between(JsonElement one, JsonElement other, string pointer) =>
        one.ValueKind != other.ValueKind ? pointer
        : one.ValueKind == JsonValueKind.Object ? Members(one, other, pointer)
        : one.ValueKind == JsonValueKind.Array ? Items(one, other, pointer)
        : JsonElement.DeepEquals(one, other) ? null
        : pointer;

    private static string? Members(JsonElement one, JsonElement other, string pointer)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        names.UnionWith(one.EnumerateObject().Select(member => member.Name));
        names.UnionWith(other.EnumerateObject().Select(member => member.Name));
        foreach (var name in names)
        {
            var at = Pointer.To(pointer, name);
            if (!one.TryGetProperty(name, out var left) || !other.TryGetProperty(name, out var right))
            {
                return at;
            }

            if (Between(left, right, at) is { } deeper)
            {
                return deeper;
            }
        }

        return null;
    }

    private static string? Items(JsonElement one, JsonElement other, string pointer)
    {
        var common = Math.Min(one.GetArrayLength(), other.GetArrayLength());
        for (var i = 0; i < common; i++)
        {
            if (Between(one[i], other[i], Pointer.To(pointer, i)) is { } deeper)
            {
                return deeper;
            }
        }

        return one.GetArrayLength() == other.GetArrayLength() ? null : Pointer.To(pointer, common);
    }
}
