using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing;

/// <summary>Counts what is read, and stops at a limit.</summary>
/// <param name="limit">Bytes; null for none.</param>
public sealed class MeasuredStream(Stream inner, long? limit = null) : ReadOnlyStream
{
    /// <summary>Bytes that were read so far.</summary>
    public long Count { get; private set; }

    /// <exception cref="FilingRefusedException">More than the limit came.</exception>
    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        Count += read;
        return Count <= (limit ?? long.MaxValue) ? read : throw new FilingRefusedException(FilingRules.BodyTooLarge);
    }
}
