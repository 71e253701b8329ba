using System.Text.Json;

namespace RiskMonitor.Host.Filing;

/// <summary>In whose name a file speaks.</summary>
public static class NamedSource
{
    /// <summary>
    /// The source of the first line that can be read and names one; null where none does. A line that cannot be read
    /// is named by the server, and says nothing of who sent it.
    /// </summary>
    public static string? In(ReadOnlyMemory<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            if (Of(end < 0 ? lines : lines[..end]) is { } source)
            {
                return source;
            }

            lines = end < 0 ? default : lines[(end + 1)..];
        }

        return null;
    }

    private static string? Of(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("source", out var source)
                && source.ValueKind == JsonValueKind.String && source.GetString() is { Length: > 0 } named
                ? named
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
