using System.Text;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>One record of a table.</summary>
/// <param name="Line">Line of the file on which it begins, counted from 1.</param>
/// <param name="Broken">The rule that the record as such breaks.</param>
internal sealed record CsvRecord(int Line, string[] Cells, FilingRule? Broken);

/// <summary>
/// Reads a table cell by cell: RFC 4180 with any delimiter and any line ends, in memory for one record at a time.
/// </summary>
/// <remarks>
/// Our own, because an error must name the line on which its record begins, bytes that mean nothing must be refused
/// and not shown as something else, and a quote that is never closed must not swallow the rest of a large file.
/// </remarks>
internal sealed class CsvTable : IDisposable
{
    /// <summary>What the decoder puts where bytes mean nothing.</summary>
    public static readonly char Undecodable = '\uFFFD';

    private const int End = -1;
    private readonly StreamReader text;
    private readonly char delimiter;
    private readonly StringBuilder cell = new();
    private readonly List<string> cells = [];
    private int line = 1;

    static CsvTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private CsvTable(Stream bytes, CsvEncoding encoding, string delimiter, int skipLines)
    {
        text = new StreamReader(bytes, Decoder(encoding), detectEncodingFromByteOrderMarks: false);
        this.delimiter = delimiter[0];
        for (var skipped = 0; skipped < skipLines && text.ReadLine() is not null; skipped++)
        {
            line++;
        }
    }

    /// <summary>Every record that is not blank, the header first. The bytes are closed at the end.</summary>
    public static IEnumerable<CsvRecord> Read(Stream bytes, CsvMap map) =>
        Read(bytes, map.Encoding, map.Delimiter, map.SkipLines);

    /// <param name="delimiter">One character.</param>
    /// <param name="skipLines">Lines above the header.</param>
    public static IEnumerable<CsvRecord> Read(Stream bytes, CsvEncoding encoding, string delimiter, int skipLines)
    {
        using var table = new CsvTable(bytes, encoding, delimiter, skipLines);
        while (table.text.Peek() != End)
        {
            var record = table.Next();
            if (record.Cells is not [""] || record.Broken is not null)
            {
                yield return record;
            }
        }
    }

    public void Dispose() => text.Dispose();

    private CsvRecord Next()
    {
        var (start, isWhole) = (line, true);
        cells.Clear();
        do
        {
            isWhole &= Cell();
        }
        while (EndOfCell());
        var isGarbled = cells.Exists(known => known.Contains(Undecodable, StringComparison.Ordinal));
        return new CsvRecord(
            start,
            [.. cells],
            !isWhole ? FilingRules.RowMalformed : isGarbled ? FilingRules.EncodingBroken : null);
    }

    /// <summary>Whether another cell follows; otherwise the line end is taken.</summary>
    private bool EndOfCell()
    {
        var next = text.Read();
        if (next == delimiter)
        {
            return true;
        }

        if (next == '\r' && text.Peek() == '\n')
        {
            text.Read();
        }

        line++;
        return false;
    }

    private bool IsEndOfCell() => text.Peek() is var next && (next is End or '\r' or '\n' || next == delimiter);

    /// <summary>Reads up to the end of the cell. False where quotes are not as they should be.</summary>
    private bool Cell()
    {
        cell.Clear();
        var isQuoted = text.Peek() == '"';
        var isWhole = !isQuoted || Quoted();
        while (!IsEndOfCell())
        {
            var next = (char)text.Read();
            isWhole &= isQuoted ? char.IsWhiteSpace(next) : next != '"';
            Add(next);
        }

        cells.Add(cell.ToString().Trim('\uFEFF', ' ', '\t', '\u00A0', '\u3000'));
        return isWhole && cell.Length <= FilingLimits.LineBytes;
    }

    /// <summary>Reads from the opening to the closing quote. False at the end of the table, or far too late.</summary>
    private bool Quoted()
    {
        text.Read();
        for (int next; (next = text.Read()) != End && cell.Length <= FilingLimits.LineBytes;)
        {
            if (next == '"' && text.Peek() != '"')
            {
                return true;
            }

            if (next == '"')
            {
                text.Read();
            }
            else if (next == '\n' || (next == '\r' && text.Peek() != '\n'))
            {
                line++;
            }

            Add((char)next);
        }

        return false;
    }

    private void Add(char next)
    {
        if (cell.Length <= FilingLimits.LineBytes)
        {
            cell.Append(next);
        }
    }

    private static Encoding Decoder(CsvEncoding encoding) => Encoding.GetEncoding(
        encoding == CsvEncoding.Gb18030 ? "gb18030" : "utf-8",
        EncoderFallback.ExceptionFallback,
        new DecoderReplacementFallback(Undecodable.ToString()));
}
