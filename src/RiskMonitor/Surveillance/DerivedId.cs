using System.Security.Cryptography;
using System.Text;

namespace RiskMonitor.Surveillance;

/// <summary>Ids of conclusions: derived from what they name, so that every replay finds the same.</summary>
public static class DerivedId
{
    /// <summary>Of the n-th alert (or notice) of a rule on a subject.</summary>
    public static string OfAlert(string rule, string subject, int episode) =>
        From(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rule}|{subject}|{episode}"));

    /// <summary>Of the n-th incident of an obligor group.</summary>
    public static string OfIncident(string group, int number) =>
        From(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{group}|{number}"));

    /// <summary>UUID version 8 (RFC 9562, 5.8) of the first sixteen bytes of a SHA-256, in lower case.</summary>
    private static string From(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
