using System.Buffers;

namespace RiskMonitor.Filing;

/// <summary>
/// Cuts a JSON array into its elements without reading them: only quotes, brackets and commas count here. What an
/// element holds is judged by whoever reads it.
/// </summary>
internal sealed class BatchSplitter : FilingSplitter
{
    private State state = State.BeforeArray;
    private int number;
    private long scanned;
    private int depth;
    private bool inText;
    private bool escaped;
    private bool skipping;

    private enum State
    {
        BeforeArray,
        InElement,
        AfterArray,
        Broken,
    }

    public override bool TryRead(ref ReadOnlySequence<byte> buffer, bool isLast, out RawLine line)
    {
        if (state == State.BeforeArray && !Open(ref buffer, isLast))
        {
            return Break(ref buffer, out line);
        }

        if (state == State.InElement && Element(ref buffer, out line))
        {
            return true;
        }

        if (state == State.AfterArray)
        {
            if (!IsBlank(buffer))
            {
                return Break(ref buffer, out line);
            }

            buffer = buffer.Slice(buffer.End);
        }

        if (state == State.InElement && isLast)
        {
            return Break(ref buffer, out line); // the array is not closed
        }

        if (state == State.Broken)
        {
            buffer = buffer.Slice(buffer.End);
        }

        line = default;
        return false;
    }

    /// <summary>False where something else than an array begins.</summary>
    private bool Open(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        var reader = new SequenceReader<byte>(buffer);
        reader.AdvancePastAny(" \t\r\n"u8);
        if (!reader.TryRead(out var first))
        {
            buffer = buffer.Slice(buffer.End);
            return !isLast;
        }

        if (first != '[')
        {
            return false;
        }

        buffer = buffer.Slice(reader.Position);
        state = State.InElement;
        return true;
    }

    private bool Element(ref ReadOnlySequence<byte> buffer, out RawLine line)
    {
        var reader = new SequenceReader<byte>(buffer);
        reader.Advance(scanned);
        while (reader.TryRead(out var next))
        {
            if (inText || depth > 0 || next is not ((byte)',' or (byte)']'))
            {
                Step(next);
                continue;
            }

            var bytes = buffer.Slice(0, reader.Consumed - 1);
            buffer = buffer.Slice(reader.Position);
            return Cut(bytes, closes: next == ']', out line);
        }

        scanned = reader.Consumed;
        if (scanned > FilingLimits.LineBytes)
        {
            skipping = true;
        }

        if (skipping)
        {
            scanned = 0;
            buffer = buffer.Slice(buffer.End);
        }

        line = default;
        return false;
    }

    private bool Cut(ReadOnlySequence<byte> bytes, bool closes, out RawLine line)
    {
        var tooLong = skipping || bytes.Length > FilingLimits.LineBytes;
        (scanned, skipping) = (0, false);
        state = closes ? State.AfterArray : State.InElement;
        line = default;
        if (closes && number == 0 && !tooLong && IsBlank(bytes))
        {
            return false; // an empty batch
        }

        number++;
        line = tooLong ? new RawLine(number, ReadOnlySequence<byte>.Empty, FilingRules.LineTooLong)
            : IsBlank(bytes) ? new RawLine(number, ReadOnlySequence<byte>.Empty, FilingRules.BatchMalformed)
            : new RawLine(number, bytes, Broken: null);
        return true;
    }

    private void Step(byte next)
    {
        if (inText)
        {
            (inText, escaped) = (escaped || next != '"', !escaped && next == '\\');
            return;
        }

        inText = next == '"';
        depth += next is (byte)'{' or (byte)'[' ? 1 : next is (byte)'}' or (byte)']' ? -1 : 0;
    }

    private bool Break(ref ReadOnlySequence<byte> buffer, out RawLine line)
    {
        state = State.Broken;
        buffer = buffer.Slice(buffer.End);
        line = new RawLine(++number, ReadOnlySequence<byte>.Empty, FilingRules.BatchMalformed);
        return true;
    }
}
