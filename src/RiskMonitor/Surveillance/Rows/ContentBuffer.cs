using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RiskMonitor.Surveillance.Rows;

/// <summary>Bytes that are hashed: written one after the other, unambiguously, and used again from the start.</summary>
/// <remarks>Texts go in as they lie in memory, since nothing is ever compared with another program's.</remarks>
internal sealed class ContentBuffer
{
    private const int DecimalBytes = 13;
    private const int Negative = 100; // more than any scale
    private const byte More = byte.MaxValue; // the number follows in four bytes

    private byte[] bytes = new byte[16_384];
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Reset() => length = 0;

    /// <summary>In one byte where it fits: fewer bytes are hashed sooner.</summary>
    public void Write(int number)
    {
        if (number is >= -1 and < More - 1)
        {
            Take(1)[0] = (byte)(number + 1);
            return;
        }

        Take(1)[0] = More;
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), number);
    }

    public void Write(UInt128 hash) => BinaryPrimitives.WriteUInt128LittleEndian(Take(16), hash);

    public void Write(string? text)
    {
        if (text is null)
        {
            Write(-1);
            return;
        }

        Write(text.Length);
        MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(Take(text.Length * sizeof(char)));
    }

    /// <summary>By value: 1.0 and 1.00 are written alike everywhere, so they are alike here.</summary>
    public void Write(decimal? value)
    {
        if (value is not { } known)
        {
            Write(-1);
            return;
        }

        Span<int> parts = stackalloc int[4];
        decimal.GetBits(known, parts);
        var (high, low) = ((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var scale = (parts[3] >> 16) & 0xFF;
        while (scale > 0 && (low & 1) == 0 && TryDropZero(ref high, ref low))
        {
            scale--;
        }

        var span = Take(DecimalBytes);
        span[0] = (byte)(1 + scale + (known < 0m ? Negative : 0)); // none is 0, by which null is written
        BinaryPrimitives.WriteUInt64LittleEndian(span[1..], low);
        BinaryPrimitives.WriteUInt32LittleEndian(span[9..], high);
    }

    /// <summary>Divides by ten where nothing is left over.</summary>
    private static bool TryDropZero(ref uint high, ref ulong low)
    {
        if (high == 0)
        {
            var (tenth, rest) = Math.DivRem(low, 10);
            low = rest == 0 ? tenth : low;
            return rest == 0;
        }

        var (part, left) = UInt128.DivRem(new UInt128(high, low), 10);
        if (left == 0)
        {
            (high, low) = ((uint)(part >> 64), (ulong)part);
        }

        return left == 0;
    }

    private Span<byte> Take(int count)
    {
        if (bytes.Length - length < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
        }

        length += count;
        return bytes.AsSpan(length - count, count);
    }
}
