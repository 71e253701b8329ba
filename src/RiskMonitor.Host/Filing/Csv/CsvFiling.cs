using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>One event that a row became, as the NDJSON line to file; or why it became none.</summary>
/// <param name="Line">Line of the table, counted from 1.</param>
/// <param name="Json">Null where there are errors.</param>
/// <param name="From">The part of the mapping that made it; null where the row was not even looked at.</param>
public sealed record CsvLine(int Line, string? Json, EventMap? From, Sequence<FilingError> Errors);

/// <summary>A stranger's table filed by a mapping, through the same reader as everything else.</summary>
/// <param name="source">URI of the reporter in whose name it is filed.</param>
public sealed class CsvFiling(CsvMap map, string source)
{
    private readonly CellReader cells = new(map);

    /// <summary>The lines that the table says, in its order; the stream is closed at the end.</summary>
    public IEnumerable<CsvLine> Lines(Stream table)
    {
        CsvHeader? header = null;
        foreach (var record in CsvTable.Read(table, map))
        {
            if (header is not null)
            {
                foreach (var line in Row(header, record))
                {
                    yield return line;
                }

                continue;
            }

            header = CsvHeader.Of(map, record.Cells);
            if (header.Errors(record.Line) is { Count: > 0 } errors)
            {
                yield return new CsvLine(record.Line, Json: null, From: null, errors);
                yield break;
            }
        }
    }

    /// <summary>The facts, or errors by line and column.</summary>
    public IEnumerable<FilingLine> Read(Stream table, FilingReader reader) => Lines(table).Select(line =>
        line.Json is { } json
            ? Named(reader.Read(System.Text.Encoding.UTF8.GetBytes(json), line.Line), line.From!)
            : new FilingLine(line.Line, Fact: null, line.Errors));

    private IEnumerable<CsvLine> Row(CsvHeader header, CsvRecord record)
    {
        if (record.Broken is null && record.Cells.Length > 0 && record.Cells.All(cell => cell.Length == 0))
        {
            yield break;
        }

        if (record.Broken is { } broken)
        {
            yield return Refused(record, broken, header);
        }
        else if (record.Cells.Length != header.Count)
        {
            yield return Refused(record, FilingRules.RowMalformed, header);
        }
        else
        {
            var row = new RowReader(header, record, cells, source);
            var isRead = false;
            foreach (var from in map.Events)
            {
                if (row.Is(from.When))
                {
                    isRead = true;
                    yield return row.Read(from);
                }
            }

            if (!isRead && !(map.LeaveOut ?? []).Any(row.Is))
            {
                yield return Unread(header, record);
            }
        }
    }

    /// <summary>By the column that the events ask for first: most often there is one.</summary>
    private CsvLine Unread(CsvHeader header, CsvRecord record)
    {
        var column = map.Events.Select(from => from.When?.Column).First(asked => asked is not null)!;
        var error = FilingError.Of(
            record.Line, FilingRules.RowUnread, pointer: null, FilingRules.RowUnread.Text,
            record.Cells[header[column]]) with { Column = column };
        return new CsvLine(record.Line, Json: null, From: null, [error]);
    }

    private static CsvLine Refused(CsvRecord record, FilingRule rule, CsvHeader header)
    {
        var at = Array.FindIndex(record.Cells, cell => cell.Contains(CsvTable.Undecodable, StringComparison.Ordinal));
        var error = FilingError.Of(record.Line, rule, pointer: null, rule.Text, at < 0 ? null : record.Cells[at])
            with { Column = header.NameAt(at) };
        return new CsvLine(record.Line, Json: null, From: null, [error]);
    }

    /// <summary>With the column behind each pointer. A subject is missing only where data is wrong.</summary>
    private static FilingLine Named(FilingLine line, EventMap from)
    {
        var errors = line.Errors.Where(error => error.Pointer != "/subject" || line.Errors.Count == 1)
            .Select(error => error with { Column = Column(error.Pointer, from) });
        return line with { Errors = [.. errors] };
    }

    /// <summary>The column of the member that the pointer is in, or of the first that is within it.</summary>
    private static string? Column(string? pointer, EventMap from)
    {
        if (pointer is null)
        {
            return null;
        }

        var member = pointer == "/time" ? from.Time
            : from.Members.Where(known => IsWithin(pointer, "/data" + known.To)).MaxBy(known => known.To.Length)
                ?? from.Members.FirstOrDefault(
                    known => IsWithin("/data" + known.To, pointer) && known.Column is not null);
        return pointer == "/id" ? Template.Columns(from.Id).FirstOrDefault()
            : member?.Column ?? (member?.Template is { } template ? Template.Columns(template).FirstOrDefault() : null);
    }

    private static bool IsWithin(string pointer, string parent) =>
        pointer == parent || pointer.StartsWith(parent + "/", StringComparison.Ordinal);
}
