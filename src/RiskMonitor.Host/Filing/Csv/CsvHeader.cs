using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>Where each column stands.</summary>
internal sealed class CsvHeader
{
    private readonly string[] names;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> missing = [];

    private CsvHeader(string[] names) => this.names = names;

    public int Count => names.Length;

    public int this[string column] => places[column];

    public static CsvHeader Of(CsvMap map, string[] names)
    {
        var header = new CsvHeader(names);
        var columns = map.Events.SelectMany(Columns).Concat((map.LeaveOut ?? []).Select(rows => rows.Column));
        foreach (var column in columns.Distinct(StringComparer.Ordinal))
        {
            if (names.Count(name => name == column) == 1)
            {
                header.places.Add(column, Array.IndexOf(names, column));
            }
            else
            {
                header.missing.Add(column);
            }
        }

        return header;
    }

    public string? NameAt(int index) => index >= 0 && index < names.Length ? names[index] : null;

    public Sequence<FilingError> Errors(int line) =>
    [
        .. missing.Select(column =>
            FilingError.Of(line, FilingRules.ColumnMissing, pointer: null, FilingRules.ColumnMissing.Text, column)
                with { Column = column }),
    ];

    private static IEnumerable<string> Columns(EventMap row) =>
    [
        .. Template.Columns(row.Id),
        .. Template.Columns(row.SourceRef ?? string.Empty),
        .. row.When is { } condition ? (string[])[condition.Column] : [],
        .. row.Members.Append(row.Time).SelectMany(member =>
            member.Column is { } column ? [column] : Template.Columns(member.Template ?? string.Empty)),
    ];
}
