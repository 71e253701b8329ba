using System.Security.Cryptography;
using System.Text;

namespace RiskMonitor.Host.Privacy;

/// <summary>AES-256-GCM (NIST SP 800-38D): nonce of 12 bytes, ciphertext, tag of 16 bytes, in this order.</summary>
internal static class Cipher
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="context">Bound to the result: what was sealed for one purpose cannot be passed off for
    /// another.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string context)
    {
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = result.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            nonce, plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length),
            Encoding.UTF8.GetBytes(context));
        return result;
    }

    /// <exception cref="CryptographicException">Another key or context, or the bytes were changed.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> cipher, string context)
    {
        var plain = new byte[cipher.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            cipher[..NonceBytes], cipher[NonceBytes..^TagBytes], cipher[^TagBytes..], plain,
            Encoding.UTF8.GetBytes(context));
        return plain;
    }
}
