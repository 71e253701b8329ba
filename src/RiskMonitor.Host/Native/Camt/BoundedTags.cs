using RiskMonitor.Host.Filing;

namespace RiskMonitor.Host.Native.Camt;

/// <summary>
/// The bytes of an XML file, in which no tag is longer than any honest one: a reader takes in all attributes of a tag
/// before anybody can count them.
/// </summary>
/// <remarks>A comment or a CDATA section counts as a tag up to the first <c>&gt;</c> in it.</remarks>
internal sealed class BoundedTags(Stream inner) : ReadOnlyStream
{
    private const int MostBytes = 64 * 1024;
    private int inTag; // bytes of the open tag so far; 0 outside of one

    /// <exception cref="XmlUnsafeException">A tag is beyond the bound.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Look(buffer[..read]);
        return read;
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Look(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Look(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var at = bytes.IndexOf(inTag > 0 ? (byte)'>' : (byte)'<');
            inTag += inTag > 0 || at >= 0 ? (at < 0 ? bytes.Length : inTag > 0 ? at : 1) : 0;
            if (inTag > MostBytes)
            {
                throw new XmlUnsafeException();
            }

            if (at < 0)
            {
                return;
            }

            inTag = bytes[at] == (byte)'>' ? 0 : inTag;
            bytes = bytes[(at + 1)..];
        }
    }
}
