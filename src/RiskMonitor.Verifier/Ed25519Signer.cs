using Org.BouncyCastle.Math.EC.Rfc8032;
using RiskMonitor.Ledger;

namespace RiskMonitor.Verifier;

/// <summary>Signs checkpoints with one Ed25519 key (RFC 8032). Keeping the seed secret is the host's job.</summary>
public sealed class Ed25519Signer
{
    private readonly byte[] seed;
    private readonly byte[] publicKey;

    private Ed25519Signer(byte[] seed)
    {
        this.seed = seed;
        publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
    }

    /// <summary>How many bytes of entropy a key is made of.</summary>
    public static int SeedLength => Ed25519.SecretKeySize;

    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>The key that these bytes of entropy are: the same bytes, the same key.</summary>
    /// <exception cref="FormatException">Not 32 bytes.</exception>
    public static Ed25519Signer FromSeed(ReadOnlySpan<byte> seed) => seed.Length == SeedLength
        ? new(seed.ToArray())
        : throw new FormatException($"An Ed25519 seed has {SeedLength} bytes, not {seed.Length}.");

    /// <summary>The public key under a name that others know it by.</summary>
    /// <exception cref="FormatException">The name cannot stand in a note.</exception>
    public NoteKey Named(string name) => new(name, publicKey);

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed, 0, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }
}
