using System.Buffers.Text;
using NodaTime;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>
/// One sample of the Prometheus text format 0.0.4 or of OpenMetrics 1.0, cut into its parts and not decoded.
/// </summary>
internal readonly ref struct ExpositionLine
{
    /// <summary>As seconds this is in the year 5138, as milliseconds in 1973: each format has its own unit.</summary>
    private const double LeastMilliseconds = 1e11;

    private ExpositionLine(
        ReadOnlySpan<byte> labels, ReadOnlySpan<byte> value, ReadOnlySpan<byte> time)
    {
        Labels = labels;
        Value = value;
        Time = time;
    }

    /// <summary>What stands between the braces.</summary>
    public ReadOnlySpan<byte> Labels { get; }

    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Empty where the sample carries no time.</summary>
    public ReadOnlySpan<byte> Time { get; }

    /// <summary>Bytes of the name of the metric with which a line begins.</summary>
    public static int NameLength(ReadOnlySpan<byte> line)
    {
        var length = line.IndexOfAny((byte)'{', (byte)' ', (byte)'\t');
        return length < 0 ? line.Length : length;
    }

    /// <param name="rest">The line after the name.</param>
    /// <returns>False where it is no sample.</returns>
    public static bool TryRead(ReadOnlySpan<byte> rest, out ExpositionLine read)
    {
        read = default;
        var labels = ReadOnlySpan<byte>.Empty;
        rest = rest.TrimStart(" \t"u8);
        if (!rest.IsEmpty && rest[0] == (byte)'{')
        {
            var close = Close(rest);
            if (close < 0)
            {
                return false;
            }

            labels = rest[1..close];
            rest = rest[(close + 1)..];
        }

        var value = Word(ref rest);
        var time = Word(ref rest);
        if (!time.IsEmpty && time[0] == (byte)'#')
        {
            time = []; // an exemplar: where one of the things that were counted can be seen
            rest = [];
        }

        var more = Word(ref rest);
        read = new ExpositionLine(labels, value, time);
        return !value.IsEmpty && (more.IsEmpty || more[0] == (byte)'#');
    }

    /// <summary>Infinities and NaN are numbers here.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out double number)
    {
        if (Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && double.IsFinite(number))
        {
            return true;
        }

        number = text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("+Inf"u8) || text.SequenceEqual("Inf"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Inf"u8) ? double.NegativeInfinity
            : 0d;
        return number != 0d;
    }

    /// <summary>Milliseconds in the text format, seconds with or without a fraction in OpenMetrics.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out Instant time)
    {
        time = default;
        if (!TryNumber(text, out var number) || !double.IsFinite(number) || number < 0d
            || number >= LeastMilliseconds * 1_000d)
        {
            return false;
        }

        time = Instant.FromUnixTimeMilliseconds(
            (long)Math.Round(number < LeastMilliseconds ? number * 1_000d : number));
        return true;
    }

    /// <summary>Where the braces close, quoted braces apart; -1 where they do not.</summary>
    private static int Close(ReadOnlySpan<byte> text)
    {
        for (var at = 1; at < text.Length;)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'}');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == (byte)'}')
            {
                return at;
            }

            at = EndOfQuote(text, at + 1) + 1;
            if (at == 0)
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>Index of the closing quote from <paramref name="at"/> on; -1 where there is none.</summary>
    public static int EndOfQuote(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == (byte)'"')
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }

    private static ReadOnlySpan<byte> Word(scoped ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r"u8);
        var length = rest.IndexOfAny((byte)' ', (byte)'\t', (byte)'\r');
        var word = length < 0 ? rest : rest[..length];
        rest = rest[word.Length..];
        return word;
    }
}
