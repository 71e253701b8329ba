using System.Buffers;
using System.Text;

namespace RiskMonitor.Wire;

/// <summary>Strings as RFC 8785 section 3.2.2.2 writes them: only what JSON forbids is escaped.</summary>
internal static class CanonicalText
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <param name="text">Valid UTF-8, not escaped.</param>
    public static void Write(ByteBuffer output, ReadOnlySpan<byte> text)
    {
        output.Write((byte)'"');
        for (int special; (special = text.IndexOfAny(Special)) >= 0; text = text[(special + 1)..])
        {
            output.Write(text[..special]);
            Escape(output, text[special]);
        }

        output.Write(text);
        output.Write((byte)'"');
    }

    /// <exception cref="FormatException">A lone surrogate.</exception>
    public static void Write(ByteBuffer output, string text)
    {
        var longest = Strict.GetMaxByteCount(text.Length);
        Span<byte> bytes = longest <= 512 ? stackalloc byte[512] : new byte[longest];
        try
        {
            Write(output, bytes[..Strict.GetBytes(text, bytes)]);
        }
        catch (EncoderFallbackException broken)
        {
            throw new FormatException($"A lone surrogate stands at character {broken.Index} of a string.", broken);
        }
    }

    private static void Escape(ByteBuffer output, byte special)
    {
        output.Write((byte)'\\');
        switch (special)
        {
            case (byte)'"' or (byte)'\\': output.Write(special); break;
            case (byte)'\b': output.Write((byte)'b'); break;
            case (byte)'\t': output.Write((byte)'t'); break;
            case (byte)'\n': output.Write((byte)'n'); break;
            case (byte)'\f': output.Write((byte)'f'); break;
            case (byte)'\r': output.Write((byte)'r'); break;
            default:
                output.Write("u00"u8);
                output.Write("0123456789abcdef"u8.Slice(special >> 4, 1));
                output.Write("0123456789abcdef"u8.Slice(special & 0xF, 1));
                break;
        }
    }
}
