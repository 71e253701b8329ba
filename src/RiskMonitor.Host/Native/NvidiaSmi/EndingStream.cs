using RiskMonitor.Host.Filing;

namespace RiskMonitor.Host.Native.NvidiaSmi;

/// <summary>A stream that knows which byte was read last.</summary>
internal sealed class EndingStream(Stream inner) : ReadOnlyStream
{
    /// <summary>Null before anything was read.</summary>
    public byte? Last { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Last = read > 0 ? buffer[read - 1] : Last;
        return read;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Last = read > 0 ? buffer.Span[read - 1] : Last;
        return read;
    }
}
