namespace RiskMonitor.Verifier;

/// <summary>Lines of bytes from a stream, in bounded memory.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>Far beyond the largest leaf: 48 KiB of data and its envelope, escaped.</summary>
    private const int MaxLine = 1 << 20;

    private byte[] room = new byte[1 << 16];
    private int from;
    private int to;
    private long count;

    /// <summary>The next line without its line feed, valid until the next call.</summary>
    /// <exception cref="FormatException">A line is too long, or the last one does not end.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        for (var searched = from; ;)
        {
            var end = room.AsSpan(searched, to - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = room.AsSpan(from, searched + end - from);
                from = searched + end + 1;
                count++;
                return true;
            }

            var pending = to - from;
            if (!Fill())
            {
                line = default;
                return pending > 0
                    ? throw new FormatException($"Line {count + 1} does not end: it was cut.")
                    : false;
            }

            searched = from + pending;
        }
    }

    private bool Fill()
    {
        room.AsSpan(from, to - from).CopyTo(room);
        (from, to) = (0, to - from);
        if (to > MaxLine)
        {
            throw new FormatException($"Line {count + 1} is longer than {MaxLine} bytes.");
        }

        if (to == room.Length)
        {
            Array.Resize(ref room, 2 * room.Length);
        }

        var read = stream.Read(room, to, room.Length - to);
        to += read;
        return read > 0;
    }
}
