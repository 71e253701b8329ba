using System.Buffers;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing;

/// <summary>Lays a CloudEvents batch out as lines; lines are left as they are.</summary>
public static class FilingLines
{
    public static ReadOnlyMemory<byte> Of(byte[] content)
    {
        var first = content.AsSpan().IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0 || content[first] != '[')
        {
            return content;
        }

        var batch = new ReadOnlySequence<byte>(content);
        var splitter = FilingSplitter.For(FilingForm.Batch);
        var lines = new ArrayBufferWriter<byte>(content.Length);
        while (splitter.TryRead(ref batch, isLast: true, out var element))
        {
            if (element.Broken is not null)
            {
                return content; // the server says what is wrong with it
            }

            foreach (var piece in element.Bytes)
            {
                foreach (var octet in piece.Span)
                {
                    lines.Write([octet is (byte)'\n' or (byte)'\r' ? (byte)' ' : octet]);
                }
            }

            lines.Write("\n"u8);
        }

        return lines.WrittenMemory;
    }
}
