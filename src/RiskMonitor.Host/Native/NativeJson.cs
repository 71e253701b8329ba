using System.Text;
using System.Text.Json;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native;

/// <summary>
/// Answers of a vendor's interface, one after another in one file, read as rows: each element of the list that holds
/// the records, with what stands beside the list.
/// </summary>
public static class NativeJson
{
    private const int Depth = 32;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = Depth, AllowMultipleValues = true };

    /// <summary>Every row, or what is wrong with the file, after which nothing is read.</summary>
    /// <param name="list">Names under which the list of records may stand.</param>
    public static IEnumerable<(NativeTableRow? Row, NativeRow? Wrong)> Read(Stream file, params string[] list) =>
        Guarded(file, (bytes, rows) => Answers(bytes, list, rows));

    /// <summary>Every object of a file of them, with its members by their paths, as <c>usage.total_tokens</c>.
    /// </summary>
    public static IEnumerable<(NativeTableRow? Row, NativeRow? Wrong)> Objects(Stream file) => Guarded(file, Objects);

    /// <summary>What was read before the file broke, and how it did.</summary>
    private static List<(NativeTableRow? Row, NativeRow? Wrong)> Guarded(
        Stream file, Action<byte[], List<(NativeTableRow?, NativeRow?)>> read)
    {
        if (Bytes(file) is not { } bytes)
        {
            return [(null, Wrong(1, FilingRules.NativeFormUnsafe, FilingRules.BodyTooLarge.Text))];
        }

        var rows = new List<(NativeTableRow?, NativeRow?)>();
        try
        {
            read(bytes, rows);
        }
        catch (InvalidOperationException)
        {
            rows.Add((null, Wrong(
                rows.Count == 0 ? 1 : rows[^1].Item1?.Line ?? 1, FilingRules.NativeMalformed,
                "A text holds half of a surrogate pair, or bytes that are no UTF-8; nothing behind it was read.")));
        }
        catch (JsonException broken)
        {
            var isDeep = broken.Message.Contains("maximum configured depth", StringComparison.Ordinal);
            rows.Add((null, Wrong(
                (int)(broken.LineNumber ?? 0) + 1,
                isDeep ? FilingRules.NativeFormUnsafe : FilingRules.NativeMalformed,
                $"This is no JSON, or JSON beyond {Depth} in depth: {broken.Message}")));
        }

        return rows;
    }

    private static void Objects(byte[] bytes, List<(NativeTableRow?, NativeRow?)> rows)
    {
        var reader = new Utf8JsonReader(bytes, Options);
        var (line, counted) = (1, 0);
        while (reader.Read())
        {
            var at = (int)reader.TokenStartIndex;
            line += bytes.AsSpan(counted, at - counted).Count((byte)'\n');
            counted = at;
            using var answer = JsonDocument.ParseValue(ref reader);
            if (answer.RootElement.ValueKind != JsonValueKind.Object)
            {
                rows.Add((null, Wrong(line, FilingRules.NativeMalformed, "Each line is a JSON object.")));
                continue;
            }

            var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
            Paths(answer.RootElement, string.Empty, values);
            rows.Add((Row(line, values), null));
        }
    }

    private static void Paths(JsonElement element, string above, SortedDictionary<string, string> values)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Paths(member.Value, $"{above}{member.Name}.", values);
            }
            else if (Text(member.Value) is { } text)
            {
                values[above + member.Name] = text;
            }
        }
    }

    private static NativeRow Wrong(int line, FilingRule rule, string message) =>
        NativeRow.Wrong(line, rule, column: null, message, value: null);

    /// <summary>Null where the file is larger than anything that is filed; what is fetched is fetched in pages.
    /// </summary>
    private static byte[]? Bytes(Stream file)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > FilingLimits.BodyBytes)
            {
                return null;
            }
        }

        var bytes = whole.ToArray();
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    private static void Answers(byte[] bytes, string[] list, List<(NativeTableRow?, NativeRow?)> rows)
    {
        var reader = new Utf8JsonReader(bytes, Options);
        var (line, counted) = (1, 0);
        while (reader.Read())
        {
            var probe = reader;
            using var answer = JsonDocument.ParseValue(ref probe);
            var head = new SortedDictionary<string, string>(StringComparer.Ordinal);
            Head(answer.RootElement, list, head);
            var end = (int)probe.BytesConsumed;
            while (reader.BytesConsumed < end)
            {
                if (reader.TokenType == JsonTokenType.PropertyName && IsList(ref reader, list))
                {
                    reader.Read();
                    while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    {
                        var at = (int)reader.TokenStartIndex;
                        line += bytes.AsSpan(counted, at - counted).Count((byte)'\n');
                        counted = at;
                        using var record = JsonDocument.ParseValue(ref reader);
                        rows.Add((Row(line, head, record.RootElement), null));
                    }
                }
                else if (!reader.Read())
                {
                    break;
                }
            }
        }
    }

    /// <summary>Whether the property is the list, and a list.</summary>
    private static bool IsList(ref Utf8JsonReader reader, string[] list)
    {
        foreach (var name in list)
        {
            if (reader.ValueTextEquals(name))
            {
                var next = reader;
                return next.Read() && next.TokenType == JsonTokenType.StartArray;
            }
        }

        return false;
    }

    /// <summary>What stands beside the list and around it: numbers, texts, words.</summary>
    private static void Head(JsonElement element, string[] list, SortedDictionary<string, string> head)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && !list.Contains(member.Name))
            {
                Head(member.Value, list, head);
            }
            else if (Text(member.Value) is { } text)
            {
                head.TryAdd(member.Name, text);
            }
        }
    }

    private static NativeTableRow Row(int line, SortedDictionary<string, string> head, JsonElement record)
    {
        var values = new SortedDictionary<string, string>(head, StringComparer.Ordinal);
        foreach (var member in record.EnumerateObject())
        {
            values[member.Name] = Text(member.Value) ?? string.Empty;
        }

        return Row(line, values);
    }

    private static NativeTableRow Row(int line, SortedDictionary<string, string> values)
    {
        var places = values.Keys.Index().ToDictionary(key => key.Item, key => key.Index, StringComparer.Ordinal);
        return new NativeTableRow(line, places, [.. values.Values]);
    }

    /// <summary>Numbers as they are spelt; null for what is no single value.</summary>
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
