using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RiskMonitor.Filing;

/// <summary>
/// The RFC 8785 form of text that the dialect has accepted: members sorted by UTF-16 code units, no white space,
/// the shortest escapes. Numbers are integers below 2^53 there, whose form is their digits.
/// </summary>
internal sealed class CanonicalLine
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    /// <summary>SHA-256, lower-case hexadecimal, of the canonical form.</summary>
    public string Hash(ReadOnlyMemory<byte> json)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Write(json), digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The form itself, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlyMemory<byte> json)
    {
        buffer.ResetWrittenCount();
        using var document = JsonDocument.Parse(json, Depth);
        Value(document.RootElement);
        return buffer.WrittenSpan;
    }

    private void Value(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Members(element);
                break;
            case JsonValueKind.Array:
                Items(element);
                break;
            case JsonValueKind.String:
                Text(element);
                break;
            default:
                var raw = JsonMarshal.GetRawUtf8Value(element);
                buffer.Write(raw.SequenceEqual("-0"u8) ? "0"u8 : raw);
                break;
        }
    }

    private void Items(JsonElement array)
    {
        var next = false;
        buffer.Write("["u8);
        foreach (var item in array.EnumerateArray())
        {
            Comma(ref next);
            Value(item);
        }

        buffer.Write("]"u8);
    }

    private void Members(JsonElement element)
    {
        var members = new JsonProperty[element.GetPropertyCount()];
        var names = new string[members.Length];
        var index = 0;
        foreach (var member in element.EnumerateObject())
        {
            (members[index], names[index++]) = (member, member.Name);
        }

        Array.Sort(names, members, StringComparer.Ordinal);
        var next = false;
        buffer.Write("{"u8);
        for (index = 0; index < members.Length; index++)
        {
            Comma(ref next);
            Escaped(names[index]);
            buffer.Write(":"u8);
            Value(members[index].Value);
        }

        buffer.Write("}"u8);
    }

    private void Comma(ref bool next)
    {
        if (next)
        {
            buffer.Write(","u8);
        }

        next = true;
    }

    /// <summary>Text without an escape is already in its canonical form: only what must be escaped is.</summary>
    private void Text(JsonElement element)
    {
        var quoted = JsonMarshal.GetRawUtf8Value(element);
        if (quoted.Contains((byte)'\\'))
        {
            Escaped(element.GetString()!);
        }
        else
        {
            buffer.Write(quoted);
        }
    }

    private void Escaped(string text)
    {
        buffer.Write("\""u8);
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= ' ' && text[i] is not ('"' or '\\'))
            {
                continue;
            }

            Encoding.UTF8.GetBytes(text.AsSpan(plain, i - plain), buffer);
            plain = i + 1;
            Encoding.UTF8.GetBytes(Escape(text[i]), buffer);
        }

        Encoding.UTF8.GetBytes(text.AsSpan(plain), buffer);
        buffer.Write("\""u8);
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
