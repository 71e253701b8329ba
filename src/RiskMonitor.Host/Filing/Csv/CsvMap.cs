using System.Text.Json;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>How somebody's table is read as events: what a reporter writes once instead of a program.</summary>
/// <param name="Name">For people.</param>
/// <param name="Delimiter">One character between cells.</param>
/// <param name="SkipLines">Lines above the header, as a title.</param>
/// <param name="TimeZone">IANA zone of the dates, by which a day becomes an instant.</param>
/// <param name="Numbers">How numbers are written.</param>
/// <param name="Dates">Forms of dates, tried in turn, in the letters of NodaTime: <c>yyyy-MM-dd</c>,
/// <c>yyyy年M月d日</c>.</param>
/// <param name="Absent">Words for an empty cell, as <c>-</c> or <c>无</c>.</param>
/// <param name="Events">What each row becomes, in this order.</param>
/// <param name="LeaveOut">Rows that become nothing, as subtotals; any other row that is no event is refused.</param>
public sealed record CsvMap(
    string Name,
    CsvEncoding Encoding,
    string Delimiter,
    string TimeZone,
    NumberForm Numbers,
    Sequence<string> Dates,
    Sequence<EventMap> Events,
    Sequence<string>? Absent = null,
    int SkipLines = 0,
    Sequence<Condition>? LeaveOut = null)
{
    /// <exception cref="FormatException">The document is no mapping; the message says where.</exception>
    public static CsvMap Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var map = JsonSerializer.Deserialize<CsvMap>(utf8, Json.Options)
                ?? throw new FormatException("A mapping is a JSON object.");
            MapCheck.Of(map);
            return map;
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The mapping cannot be read at {broken.Path ?? "$"}: {broken.Message}", broken);
        }
    }
}

/// <summary>Encodings in which tables of the trade come.</summary>
public enum CsvEncoding
{
    Utf8,

    /// <summary>GB 18030, which holds GBK and GB 2312.</summary>
    Gb18030,
}

/// <param name="Decimal"><c>.</c> or <c>,</c>.</param>
/// <param name="Thousands">Between groups of three digits; absent where there is none.</param>
public sealed record NumberForm(string Decimal, string? Thousands = null);

/// <summary>One event that a row becomes.</summary>
/// <param name="Type">As <c>lien-registered.v1</c>.</param>
/// <param name="Id">Template of the id: <c>{column}</c> stands for the cell, <c>{#line}</c> for the line.</param>
/// <param name="Time">The valid time.</param>
/// <param name="Evidence">As in the envelope.</param>
/// <param name="Members">The members of the data.</param>
/// <param name="SourceRef">Template, as for the id.</param>
/// <param name="When">Only rows of which this is true become this event.</param>
public sealed record EventMap(
    string Type,
    string Id,
    MemberMap Time,
    string Evidence,
    Sequence<MemberMap> Members,
    string? SourceRef = null,
    Condition? When = null);

/// <param name="In">The words that count; absent where any that is not empty does.</param>
public sealed record Condition(string Column, Sequence<string>? In = null);

/// <summary>One member of the data, from exactly one of a column, a template and a constant.</summary>
/// <param name="To">Pointer within the data, as <c>/schedule/0/due</c>; <c>/time</c> for the time itself.</param>
/// <param name="Constant">Any JSON.</param>
/// <param name="Times">What a number is multiplied by: 10000 for 万, 100000000 for 亿, 8 for servers of eight
/// cards.</param>
/// <param name="Words">What a word in the cell stands for.</param>
/// <param name="Currency">Of an amount of money, ISO 4217.</param>
/// <param name="Separator">Between the items of a list.</param>
/// <param name="NoData">Why there is nothing where the cell is empty: becomes <c>{"nd":"…"}</c>.</param>
/// <param name="Optional">An empty cell leaves the member out.</param>
public sealed record MemberMap(
    string To,
    string? Column = null,
    string? Template = null,
    RawJson? Constant = null,
    CellKind As = CellKind.Text,
    decimal? Times = null,
    IReadOnlyDictionary<string, string>? Words = null,
    string? Currency = null,
    string? Separator = null,
    string? NoData = null,
    bool Optional = false);

/// <summary>What a cell is read as.</summary>
public enum CellKind
{
    Text,

    /// <summary>A decimal string.</summary>
    Decimal,

    /// <summary>A number that becomes an amount of the member's currency.</summary>
    Money,

    /// <summary>A number in hundredths, with or without its sign, that becomes a ratio.</summary>
    Percent,

    /// <summary>A whole number.</summary>
    Count,

    Date,

    /// <summary>A date of which only year and month count.</summary>
    Month,

    /// <summary>A date that becomes the first instant of that day in the mapping's zone.</summary>
    Instant,

    /// <summary>A word that stands for true or false.</summary>
    Flag,

    /// <summary>Texts with a separator between them.</summary>
    List,
}
