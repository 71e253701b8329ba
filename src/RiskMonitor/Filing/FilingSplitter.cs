using System.Buffers;

namespace RiskMonitor.Filing;

/// <summary>How the lines of a filing are laid out.</summary>
public enum FilingForm
{
    /// <summary>One event per line, <c>application/x-ndjson</c>.</summary>
    Ndjson,

    /// <summary>One JSON array of events, <c>application/cloudevents-batch+json</c>.</summary>
    Batch,
}

/// <summary>The bytes of one line, or the rule that kept them from being cut out.</summary>
/// <param name="Number">Line of the file or element of the batch, counted from 1.</param>
public readonly record struct RawLine(int Number, ReadOnlySequence<byte> Bytes, FilingRule? Broken);

/// <summary>Cuts a stream of bytes into lines, holding back at most one line.</summary>
public abstract class FilingSplitter
{
    public static FilingSplitter For(FilingForm form) =>
        form == FilingForm.Batch ? new BatchSplitter() : new NdjsonSplitter();

    /// <summary>
    /// Takes the next line off the buffer. False when more bytes are needed; what stays in the buffer must then be
    /// given again, with more behind it.
    /// </summary>
    /// <param name="isLast">Nothing comes after this buffer.</param>
    public abstract bool TryRead(ref ReadOnlySequence<byte> buffer, bool isLast, out RawLine line);

    protected static bool IsBlank(in ReadOnlySequence<byte> bytes)
    {
        foreach (var piece in bytes)
        {
            if (piece.Span.ContainsAnyExcept(" \t\r\n"u8))
            {
                return false;
            }
        }

        return true;
    }
}
