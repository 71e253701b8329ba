using Org.BouncyCastle.Math.EC.Rfc8032;

namespace RiskMonitor.Verifier;

/// <summary>Verifies Ed25519 signatures (RFC 8032 section 5.1.7).</summary>
public static class Ed25519Verifier
{
    /// <summary>False as well where the key or the signature has a wrong length.</summary>
    public static bool Verify(
        ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == Ed25519.PublicKeySize
        && signature.Length == Ed25519.SignatureSize
        && Ed25519.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);
}
