using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>The lines of an exposition text, one at a time, in memory for a few hundred kilobytes.</summary>
/// <remarks>Every line ends with a line feed: one that does not was cut off, and half a number is another.</remarks>
internal sealed class ExpositionReader(Stream file)
{
    private const int BufferBytes = 256 * 1024;
    private readonly byte[] buffer = new byte[BufferBytes];
    private (int From, int Length) current;
    private int start;
    private int end;
    private bool isOver;

    /// <summary>Counted from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The rule that the line as such breaks; what is in it is not to be read.</summary>
    public FilingRule? Broken { get; private set; }

    /// <summary>The line without its line feed; holds until the next is read.</summary>
    public ReadOnlySpan<byte> Text => buffer.AsSpan(current.From, current.Length);

    /// <returns>False after the last line.</returns>
    public bool Read()
    {
        Broken = null;
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                Take(length);
                return true;
            }

            if (end - start > FilingLimits.LineBytes)
            {
                Take(end - start);
                PassOver();
                return true;
            }

            if (!Fill())
            {
                return Rest();
            }
        }
    }

    private void Take(int length)
    {
        current = (start, length);
        start = Math.Min(start + length + 1, end);
        Line++;
        Broken = length > FilingLimits.LineBytes ? FilingRules.NativeFormUnsafe : null;
    }

    /// <summary>What follows up to the line feed of a line that is too long to be one.</summary>
    private void PassOver()
    {
        current = (0, 0);
        (start, end) = (0, 0);
        while (Fill())
        {
            var length = buffer.AsSpan(0, end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                start = length + 1;
                return;
            }

            end = 0;
        }
    }

    private bool Rest()
    {
        if (start == end)
        {
            return false;
        }

        Take(end - start);
        Broken = FilingRules.NativeMalformed;
        return true;
    }

    private bool Fill()
    {
        if (isOver)
        {
            return false;
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = file.Read(buffer, end, buffer.Length - end);
        end += read;
        isOver = read == 0;
        return !isOver;
    }
}
