using RiskMonitor.Host.Filing;

namespace RiskMonitor.Host.Native.Prometheus;

/// <summary>A stream of which the beginning was looked at.</summary>
internal sealed class PeekedStream : ReadOnlyStream
{
    private readonly Stream inner;
    private readonly byte[] head = new byte[4_096];
    private readonly int to;
    private int from;

    public PeekedStream(Stream inner)
    {
        this.inner = inner;
        to = inner.Read(head);
        from = head.AsSpan(0, to).StartsWith("\uFEFF"u8) ? 3 : 0;
        var first = head.AsSpan(from, to - from).IndexOfAnyExcept(" \t\r\n"u8);
        First = first < 0 ? '\0' : (char)head[from + first];
    }

    /// <summary>The first character that is not blank.</summary>
    public char First { get; }

    public override int Read(Span<byte> buffer)
    {
        if (from == to)
        {
            return inner.Read(buffer);
        }

        var length = Math.Min(buffer.Length, to - from);
        head.AsSpan(from, length).CopyTo(buffer);
        from += length;
        return length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        from == to ? inner.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(Read(buffer.Span));
}
