using System.Numerics;
using System.Runtime.InteropServices;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>Lets a dictionary be asked by bytes that lie in a buffer, without making text of them.</summary>
internal sealed class ByteKeys : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly ByteKeys Instance = new();

    /// <summary>2^64 over the golden ratio, odd.</summary>
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = (ulong)alternate.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(alternate))
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ word) * Spread;
        }

        foreach (var octet in alternate[(alternate.Length & ~7)..])
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ octet) * Spread;
        }

        return (int)(hash >> 32);
    }
}
