namespace RiskMonitor.Tests.Demo;

/// <summary>A table or statement that a reporter files as it keeps it, in place of the events that it says.</summary>
/// <param name="Name">Last part of the name of its file.</param>
/// <param name="Holds">Whether something that is filed in a round stands in the table and not among the events.</param>
/// <param name="AsRead">What becomes of it on the way: a table has days and no hours, and words of its own.</param>
/// <param name="Bytes">The file, of facts in the order of time and id.</param>
internal sealed record FiledTable(
    string Name,
    Func<int, Entry, bool> Holds,
    Func<Entry, Entry> AsRead,
    Func<IReadOnlyList<Entry>, byte[]> Bytes)
{
    public string Extension { get; init; } = ".csv";

    private static Sequence<FiledTable> All =>
        [Tape.Table, IndexTable.Table, InvoiceTable.Table, StatementFile.Table, SampleFile.Table];

    /// <summary>Mapping by which it is read, where it is nobody's known form.</summary>
    public string? Map { get; init; }

    /// <summary>Native format in which it is read, as <c>ingest --format</c> names it.</summary>
    public string? Format { get; init; }

    /// <summary>Declaration of what the native file does not say.</summary>
    public string? Declare { get; init; }

    /// <summary>The table in which something stands; null where it is filed as an event.</summary>
    public static FiledTable? Of(int round, Entry entry) => All.FirstOrDefault(table => table.Holds(round, entry));
}
