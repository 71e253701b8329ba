using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RiskMonitor.Filing;

/// <summary>From bytes to JSON, or why they are none.</summary>
internal static class Form
{
    public static JsonDocument? Parse(ReadOnlyMemory<byte> line, Findings findings)
    {
        if (line.Span.StartsWith("\uFEFF"u8))
        {
            findings.Add(FilingRules.ByteOrderMark, pointer: null, "EF BB BF");
            line = line[3..];
        }

        if (!Utf8.IsValid(line.Span))
        {
            findings.Add(FilingRules.NotUtf8, pointer: null, Around(line.Span, FirstInvalid(line.Span)));
            return null;
        }

        if (line.Span.IndexOf((byte)0) is >= 0 and var nul)
        {
            findings.Add(FilingRules.NulCharacter, pointer: null, Around(line.Span, nul));
            return null;
        }

        try
        {
            return JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = FilingLimits.Depth });
        }
        catch (JsonException broken)
        {
            var at = (int)Math.Min(broken.BytePositionInLine ?? 0, line.Length);
            if (IsOnlyDeep(line.Span))
            {
                findings.Add(FilingRules.TooDeep, pointer: null, Around(line.Span, at));
            }
            else
            {
                findings.Add(FilingRules.NotJson, null, Around(line.Span, at), string.Create(
                    CultureInfo.InvariantCulture, $"{FilingRules.NotJson.Text} It breaks at byte {at + 1}."));
            }

            return null;
        }
    }

    /// <summary>Whether the text is JSON but for its depth.</summary>
    private static bool IsOnlyDeep(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = FilingLimits.LineBytes });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> line)
    {
        for (var at = 0; at < line.Length;)
        {
            if (Rune.DecodeFromUtf8(line[at..], out _, out var taken) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += taken;
        }

        return line.Length;
    }

    /// <summary>What stands at a byte, with a little before it.</summary>
    private static string Around(ReadOnlySpan<byte> line, int at)
    {
        var start = Math.Max(0, at - 12);
        return Encoding.UTF8.GetString(line[start..Math.Min(line.Length, at + 24)]);
    }
}
