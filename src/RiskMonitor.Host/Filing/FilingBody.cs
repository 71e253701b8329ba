using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing;

/// <summary>How large a filing may be; null for no limit, as for files on the reporter's own machine.</summary>
public sealed record FilingSize(long? Bytes, int? Lines)
{
    public static readonly FilingSize HttpBody = new(FilingLimits.BodyBytes, FilingLimits.BodyLines);

    public static readonly FilingSize Unlimited = new(null, null);
}

/// <summary>From a body or a file to its lines.</summary>
public static class FilingBody
{
    /// <summary>The bytes of the filing itself, unpacked and measured. Closing it closes the source.</summary>
    public static Stream Open(Stream source, bool isGzip, FilingSize size) =>
        new MeasuredStream(isGzip ? new UnpackedStream(source) : source, size.Bytes);

    /// <summary>The lines as they stand there, each with bytes of its own.</summary>
    /// <exception cref="FilingRefusedException">The whole breaks a rule; the lines before it are given.</exception>
    public static async IAsyncEnumerable<RawLine> ReadAsync(
        Stream opened,
        FilingForm form,
        FilingSize size,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var splitter = FilingSplitter.For(form);
        var pipe = PipeReader.Create(opened, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var lines = 0;
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                while (splitter.TryRead(ref buffer, read.IsCompleted, out var raw))
                {
                    if (++lines > (size.Lines ?? int.MaxValue))
                    {
                        throw new FilingRefusedException(FilingRules.TooManyLines);
                    }

                    yield return raw with { Bytes = new ReadOnlySequence<byte>(raw.Bytes.ToArray()) };
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }
}
