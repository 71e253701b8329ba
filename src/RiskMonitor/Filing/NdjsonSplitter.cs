using System.Buffers;

namespace RiskMonitor.Filing;

/// <summary>Lines end with a line feed; the last may lack it. A carriage return before it is white space.</summary>
internal sealed class NdjsonSplitter : FilingSplitter
{
    private int number;
    private bool skipping;

    public override bool TryRead(ref ReadOnlySequence<byte> buffer, bool isLast, out RawLine line)
    {
        while (TryCut(ref buffer, isLast, out var bytes))
        {
            number++;
            if (skipping || bytes.Length > FilingLimits.LineBytes)
            {
                skipping = false;
                line = new RawLine(number, ReadOnlySequence<byte>.Empty, FilingRules.LineTooLong);
                return true;
            }

            if (!IsBlank(bytes))
            {
                line = new RawLine(number, bytes, Broken: null);
                return true;
            }
        }

        line = default;
        return false;
    }

    private bool TryCut(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> bytes)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            bytes = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        bytes = buffer;
        if (isLast)
        {
            buffer = buffer.Slice(buffer.End);
            return skipping || !bytes.IsEmpty;
        }

        // What is too long already is let go, so that a line of gigabytes takes no memory.
        if (skipping || bytes.Length > FilingLimits.LineBytes)
        {
            skipping = true;
            buffer = buffer.Slice(buffer.End);
        }

        return false;
    }
}
