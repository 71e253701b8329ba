using System.Buffers.Binary;
using System.Text;

namespace RiskMonitor.Ledger;

/// <summary>
/// Makes the 64 bytes of an Ed25519 signature (RFC 8032) over a message. The domain has no signatures of its own.
/// </summary>
public delegate byte[] SignMessage(ReadOnlySpan<byte> message);

/// <summary>Whether the signature over the message was made by the owner of the public key.</summary>
public delegate bool VerifySignature(
    ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

/// <summary>One line under a note: whose signature it says it is, and the signature.</summary>
public sealed record NoteSignature(string Name, uint KeyId, Sequence<byte> Signature)
{
    public override string ToString()
    {
        Span<byte> id = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);
        return $"— {Name} {Convert.ToBase64String([.. id, .. Signature])}";
    }
}

/// <summary>
/// Text with signatures under it, as C2SP signed-note has it: lines of text, an empty line, and a line
/// <c>— name base64(key id ‖ signature)</c> for each signature.
/// </summary>
/// <param name="Text">What is signed; it ends with a line feed.</param>
public sealed record SignedNote(string Text, Sequence<NoteSignature> Signatures)
{
    private const string Dash = "— ";
    private const int MaxSignatures = 100;
    private const int MaxLength = 1_000_000;

    /// <exception cref="FormatException">The text cannot stand in a note.</exception>
    public static SignedNote Sign(string text, NoteKey key, SignMessage sign)
    {
        RequireText(text);
        return new(text, [new(key.Name, key.Id, Sequence.Of<byte>(sign(Encoding.UTF8.GetBytes(text))))]);
    }

    /// <exception cref="FormatException">Not a note; a note without signatures is none.</exception>
    public static SignedNote Parse(string note)
    {
        var blank = note.Length <= MaxLength ? note.LastIndexOf("\n\n", StringComparison.Ordinal) : -1;
        if (blank < 0 || !note.EndsWith('\n'))
        {
            throw new FormatException("A signed note is text, an empty line, and lines of signatures.");
        }

        var text = note[..(blank + 1)];
        RequireText(text);
        var lines = note[(blank + 2)..].Split('\n')[..^1];
        return lines.Length is > 0 and <= MaxSignatures
            ? new(text, [.. lines.Select(Line)])
            : throw new FormatException($"A signed note has 1 to {MaxSignatures} signatures, not {lines.Length}.");
    }

    /// <summary>
    /// Whether the key signed this text. Signatures of other keys say nothing; a line of this key that does not verify
    /// spoils the note, even beside one that does.
    /// </summary>
    public bool IsSignedBy(NoteKey key, VerifySignature verify)
    {
        var message = Encoding.UTF8.GetBytes(Text);
        var own = Signatures.Where(line => line.Name == key.Name && line.KeyId == key.Id).ToList();
        return own.Count > 0 && own.TrueForAll(line => verify(key.PublicKey, message, line.Signature.ToArray()));
    }

    public override string ToString() =>
        $"{Text}\n{string.Concat(Signatures.Select(signature => signature + "\n"))}";

    private static NoteSignature Line(string line)
    {
        var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
        if (parts.Length != 2 || !NoteKey.IsName(parts[0])
            || !StrictBase64.TryRead(parts[1], out var bytes) || bytes.Length <= sizeof(uint))
        {
            throw new FormatException("A signature is written '— name base64'.");
        }

        var keyId = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return new(parts[0], keyId, Sequence.Of<byte>(bytes.AsSpan(sizeof(uint))));
    }

    /// <summary>
    /// Line feeds and no other control character. The replacement character is what stands for bytes or surrogates
    /// that were no text, and two broken texts would look the same.
    /// </summary>
    private static void RequireText(string text)
    {
        if (text.Length == 0 || text[^1] != '\n' || text.Any(letter => letter < ' ' && letter != '\n'))
        {
            throw new FormatException("The text of a note is whole lines without control characters.");
        }

        if (text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            throw new FormatException("The text of a note is valid UTF-8.");
        }
    }
}
