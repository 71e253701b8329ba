namespace RiskMonitor.Wire;

/// <summary>Bytes that grow at the end and keep their room between uses.</summary>
internal sealed class ByteBuffer
{
    private byte[] room = new byte[1024];

    public int Length { get; private set; }

    public int Capacity => room.Length;

    public ReadOnlySpan<byte> Written => room.AsSpan(0, Length);

    public void Write(byte value) => Take(1)[0] = value;

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Room at the end, counted as written; valid until the next write.</summary>
    public Span<byte> Take(int count)
    {
        if (room.Length - Length < count)
        {
            Array.Resize(ref room, Math.Max(checked(Length + count), 2 * room.Length));
        }

        Length += count;
        return room.AsSpan(Length - count, count);
    }

    public void ShrinkTo(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }
}
