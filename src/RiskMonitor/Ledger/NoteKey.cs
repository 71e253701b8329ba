using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RiskMonitor.Ledger;

/// <summary>
/// A named Ed25519 public key, written as the verifier key of C2SP signed-note: <c>name+id+base64(0x01 ‖ key)</c>.
/// </summary>
public sealed record NoteKey
{
    private const byte Ed25519 = 0x01;
    private const int KeyLength = 32;

    private readonly Sequence<byte> publicKey;

    /// <exception cref="FormatException">The name has white space or a plus sign, or the key not 32 bytes.</exception>
    public NoteKey(string name, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name))
        {
            throw new FormatException($"'{name}' is no key name: it has no white space and no plus sign.");
        }

        if (publicKey.Length != KeyLength)
        {
            throw new FormatException($"An Ed25519 key has {KeyLength} bytes, not {publicKey.Length}.");
        }

        Name = name;
        this.publicKey = Sequence.Of(publicKey);
        byte[] named = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. publicKey];
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(named));
    }

    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key): finds the key, proves nothing.</summary>
    public uint Id { get; }

    public ReadOnlySpan<byte> PublicKey => publicKey.ToArray();

    /// <exception cref="FormatException">Not a verifier key, or its id belongs to another key.</exception>
    public static NoteKey Parse(string vkey)
    {
        // The base64 may hold a plus sign itself.
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3 || !StrictBase64.TryRead(parts[2], out var typed) || typed[0] != Ed25519)
        {
            throw new FormatException("A verifier key is written name+id+base64, for an Ed25519 key (type 1).");
        }

        var key = new NoteKey(parts[0], typed.AsSpan(1));
        return key.WrittenId == parts[1]
            ? key
            : throw new FormatException($"The id {parts[1]} belongs to another key; this one has {key.WrittenId}.");
    }

    public override string ToString() =>
        $"{Name}+{WrittenId}+{Convert.ToBase64String([Ed25519, .. publicKey])}";

    internal static bool IsName(string name) =>
        name.Length > 0 && !name.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '+');

    private string WrittenId => Id.ToString("x8", CultureInfo.InvariantCulture);
}
