using System.Security.Cryptography;
using System.Text;

namespace RiskMonitor.Tests.Demo;

/// <summary>
/// Serial numbers of the province, as commitments under a key that is published because nothing here is secret.
/// </summary>
internal static class Cards
{
    /// <summary>Of this demo alone. A supervisor's key is made by the supervisor and shown to nobody.</summary>
    public static readonly string DemoKey = "synthetic-province-demo-key";

    private static readonly byte[] Key = Encoding.UTF8.GetBytes(DemoKey);

    /// <summary>Serials <c>SYN-P01-0001</c> and so on, committed by HMAC-SHA-256.</summary>
    public static Sequence<SerialCommitment> Of(string pool, int cards) =>
        [.. Enumerable.Range(1, cards).Select(number => Commit(FormattableString.Invariant(
            $"SYN-{pool.ToUpperInvariant()}-{number:0000}")))];

    private static SerialCommitment Commit(string serial) => SerialCommitment.Of(
        Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(serial))));
}
