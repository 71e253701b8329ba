using System.Security.Cryptography;
using System.Text;

namespace RiskMonitor.Host.Native;

/// <summary>Ids of facts from native files: the same thing said again is a duplicate, whatever its file is called.
/// </summary>
public static class NativeId
{
    private const int Digits = 32;

    /// <param name="format">As <c>focus</c>.</param>
    /// <param name="parts">What the fact is about: account, invoice, resource, period.</param>
    public static string Of(string format, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length)); // so that no two lists of parts look alike
            hash.AppendData(bytes);
        }

        return $"{format}:{Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits]}";
    }
}
