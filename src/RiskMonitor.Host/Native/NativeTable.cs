using RiskMonitor.Filing;
using RiskMonitor.Host.Filing.Csv;

namespace RiskMonitor.Host.Native;

/// <summary>A row of a table whose columns are known by their names.</summary>
public sealed class NativeTableRow
{
    private readonly Dictionary<string, int> places;
    private readonly string[] cells;

    internal NativeTableRow(int line, Dictionary<string, int> places, string[] cells) =>
        (Line, this.places, this.cells) = (line, places, cells);

    /// <summary>Line of the file on which the row begins, counted from 1.</summary>
    public int Line { get; }

    /// <summary>What stands in the column; null where there is no such column.</summary>
    public string? this[string column] => places.TryGetValue(column, out var place) ? cells[place] : null;
}

/// <summary>Tables with a header, as vendors export them.</summary>
public static class NativeTable
{
    /// <summary>
    /// Every row, or what is wrong with it. A column that is asked for and not there is one error, after which
    /// nothing is read.
    /// </summary>
    public static IEnumerable<(NativeTableRow? Row, NativeRow? Wrong)> Read(
        Stream file, IReadOnlyList<string> columns, CsvEncoding encoding = CsvEncoding.Utf8, string delimiter = ",")
    {
        Dictionary<string, int>? places = null;
        var width = 0;
        foreach (var record in CsvTable.Read(file, encoding, delimiter, skipLines: 0))
        {
            var (cells, line) = (record.Cells, record.Line);
            if (record.Broken is { } broken)
            {
                yield return (null, NativeRow.Wrong(line, broken, null, broken.Text, null));
            }
            else if (places is not null && cells.Length != width)
            {
                yield return (null, Wrong(
                    line, FilingRules.RowMalformed, null, FormattableString.Invariant($"{cells.Length} cells")));
            }
            else if (places is not null)
            {
                yield return (new NativeTableRow(line, places, cells), null);
            }
            else
            {
                cells[0] = cells[0].TrimStart('\uFEFF');
                (places, width) = (Places(cells), cells.Length);
                if (columns.FirstOrDefault(column => !places.ContainsKey(column)) is { } missing)
                {
                    yield return (null, Wrong(line, FilingRules.ColumnMissing, missing, missing));
                    yield break;
                }
            }
        }
    }

    private static NativeRow Wrong(int line, FilingRule rule, string? column, string? value) =>
        NativeRow.Wrong(line, rule, column, rule.Text, value);

    /// <summary>Of two columns of one name the first counts.</summary>
    private static Dictionary<string, int> Places(string[] header)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, name) in header.Index())
        {
            places.TryAdd(name.Trim(), index);
        }

        return places;
    }
}
