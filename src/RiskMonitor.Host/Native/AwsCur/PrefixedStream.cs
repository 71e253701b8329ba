using RiskMonitor.Host.Filing;

namespace RiskMonitor.Host.Native.AwsCur;

/// <summary>A stream of which the first bytes were looked at, read from its beginning all the same.</summary>
internal sealed class PrefixedStream : ReadOnlyStream
{
    private readonly Stream rest;
    private ReadOnlyMemory<byte> head;

    /// <param name="bytes">How many are looked at.</param>
    public PrefixedStream(Stream source, int bytes)
    {
        var looked = new byte[bytes];
        var count = source.ReadAtLeast(looked, bytes, throwOnEndOfStream: false);
        (rest, head) = (source, looked.AsMemory(0, count));
    }

    /// <summary>What was looked at, while nothing is read.</summary>
    public ReadOnlySpan<byte> Head => head.Span;

    public override int Read(Span<byte> buffer)
    {
        if (head.IsEmpty)
        {
            return rest.Read(buffer);
        }

        var count = Math.Min(head.Length, buffer.Length);
        head.Span[..count].CopyTo(buffer);
        head = head[count..];
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        head.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : new ValueTask<int>(Read(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
