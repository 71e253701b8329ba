using System.Security.Cryptography;
using System.Text;

namespace RiskMonitor.Collateral;

/// <summary>
/// Serial numbers stay with their holders; what is filed is a commitment under the supervisor's key, by which equal
/// serials are found equal and none is read.
/// </summary>
public static class SerialNumber
{
    private const int LeastKeyBytes = 32;

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Without any Unicode white space, in capitals; nothing else is changed, no hyphen and no zero.</summary>
    /// <exception cref="FormatException">Nothing is left.</exception>
    public static string Normalise(string serial)
    {
        var normal = string.Concat(serial.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return normal.Length > 0 ? normal : throw new FormatException("A serial number is not blank.");
    }

    /// <summary>HMAC-SHA-256 (RFC 2104) of the UTF-8 of the normalised serial.</summary>
    /// <param name="key">The supervisor's, at least 32 bytes: as long as the hash.</param>
    /// <exception cref="FormatException">The serial is blank or has half of a surrogate pair.</exception>
    /// <exception cref="ArgumentException">The key is too short to protect numbers that can be guessed.</exception>
    public static SerialCommitment Commit(string serial, ReadOnlySpan<byte> key)
    {
        if (key.Length < LeastKeyBytes)
        {
            throw new ArgumentException($"The key has at least {LeastKeyBytes} bytes.", nameof(key));
        }

        try
        {
            return SerialCommitment.Of(
                Convert.ToHexStringLower(HMACSHA256.HashData(key, Strict.GetBytes(Normalise(serial)))));
        }
        catch (EncoderFallbackException broken)
        {
            throw new FormatException("A serial number has half of a surrogate pair.", broken);
        }
    }
}
