using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RiskMonitor.Ledger;

/// <summary>The 32 bytes of a SHA-256 (FIPS 180-4). Written as 64 lower-case hexadecimal digits.</summary>
public readonly record struct Sha256Digest
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    private Sha256Digest(ReadOnlySpan<byte> bytes)
    {
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>How many bytes a digest has.</summary>
    public static int Length => SHA256.HashSizeInBytes;

    /// <exception cref="FormatException">Not 32 bytes.</exception>
    public static Sha256Digest Of(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new(bytes)
        : throw new FormatException($"A SHA-256 has {Length} bytes, not {bytes.Length}.");

    /// <exception cref="FormatException">Not 64 lower-case hexadecimal digits.</exception>
    public static Sha256Digest Parse(ReadOnlySpan<char> hex) =>
        hex.Length == 2 * Length && !hex.ContainsAnyExcept(Digits)
            ? Of(Convert.FromHexString(hex))
            : throw new FormatException("A SHA-256 is written as 64 lower-case hexadecimal digits.");

    public static Sha256Digest Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Of(hash);
    }

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
