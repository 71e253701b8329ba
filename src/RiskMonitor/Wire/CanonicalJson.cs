using System.Runtime.InteropServices;
using System.Text.Json;

namespace RiskMonitor.Wire;

/// <summary>
/// The canonical form of a JSON document (RFC 8785, JCS): one sequence of UTF-8 bytes for all documents that say the
/// same. What is hashed, signed or compared is this form.
/// </summary>
/// <remarks>
/// Numbers are IEEE 754 doubles, as the RFC has it; this is why money and quantities are strings in the house dialect.
/// Documents are at most 64 deep.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>A thread keeps its working room between documents, unless one was larger than this.</summary>
    private const int KeptBytes = 1 << 20;

    [ThreadStatic]
    private static Canonicalizer? kept;

    /// <exception cref="FormatException">
    /// Not JSON, not UTF-8, a member that stands twice in one object, a lone surrogate, or a number beyond the doubles.
    /// </exception>
    public static byte[] Of(ReadOnlySpan<byte> utf8)
    {
        var canonicalizer = kept ?? new Canonicalizer();
        kept = null;
        var canonical = canonicalizer.Run(utf8).ToArray();
        Keep(canonicalizer);
        return canonical;
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static byte[] Of(JsonElement element) => Of(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>Whether the bytes are already the canonical form of what they say.</summary>
    public static bool Is(ReadOnlySpan<byte> utf8)
    {
        var canonicalizer = kept ?? new Canonicalizer();
        kept = null;
        try
        {
            return canonicalizer.Run(utf8).SequenceEqual(utf8);
        }
        catch (FormatException)
        {
            return false;
        }
        finally
        {
            Keep(canonicalizer);
        }
    }

    /// <exception cref="FormatException">As <see cref="Of(ReadOnlySpan{byte})"/>.</exception>
    internal static void Write(ByteBuffer output, ReadOnlySpan<byte> utf8)
    {
        var canonicalizer = kept ?? new Canonicalizer();
        kept = null;
        output.Write(canonicalizer.Run(utf8));
        Keep(canonicalizer);
    }

    private static void Keep(Canonicalizer canonicalizer) =>
        kept = canonicalizer.Capacity <= KeptBytes ? canonicalizer : null;
}
