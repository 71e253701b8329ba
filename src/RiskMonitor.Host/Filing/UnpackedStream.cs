using System.IO.Compression;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing;

/// <summary>Unpacks gzip, unless it grows as no honest filing does.</summary>
/// <remarks>
/// That gzip which was cut off is an error, and not merely over, is a setting of the runtime: UseStrictValidation in
/// Directory.Build.props.
/// </remarks>
public sealed class UnpackedStream : ReadOnlyStream
{
    /// <summary>Below this size a high ratio harms nobody, and short repetitive files do reach it.</summary>
    private const long Harmless = 1024 * 1024;

    private readonly MeasuredStream packed;
    private readonly GZipStream gzip;
    private long unpacked;

    public UnpackedStream(Stream source)
    {
        packed = new MeasuredStream(source);
        gzip = new GZipStream(packed, CompressionMode.Decompress);
    }

    /// <exception cref="FilingRefusedException">The ratio is over 100, or the packing is broken.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = gzip.Read(buffer);
            if (read == 0)
            {
                packed.CopyTo(Stream.Null); // whoever hashes the body wants all of it
            }

            return Weighed(read);
        }
        catch (InvalidDataException broken)
        {
            throw new FilingRefusedException(FilingRules.PackingBroken, broken);
        }
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await gzip.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                await packed.CopyToAsync(Stream.Null, cancellationToken);
            }

            return Weighed(read);
        }
        catch (InvalidDataException broken)
        {
            throw new FilingRefusedException(FilingRules.PackingBroken, broken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            gzip.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Weighed(int read)
    {
        unpacked += read;
        return unpacked <= Harmless || unpacked <= FilingLimits.PackingRatio * packed.Count
            ? read
            : throw new FilingRefusedException(FilingRules.PackedTooTightly);
    }
}
