using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native;

/// <summary>Reads the cells of one row as values, and keeps everything that is wrong with them.</summary>
/// <remarks>A cell that cannot be read gives null and an error; what follows from it is not to be asked.</remarks>
public sealed class NativeCells(NativeTableRow row)
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>What a file of a vendor is held to, in the words of somebody who has the file and no mapping.</summary>
    internal static readonly string NumberForm =
        "A number is digits, with a point before its decimals and no separator of thousands.";

    private readonly List<FilingError> errors = [];

    public int Line => row.Line;

    public bool AreRight => errors.Count == 0;

    public string Text(string column) => row[column] is { Length: > 0 } cell
        ? cell
        : Wrong<string>(column, FilingRules.CellEmpty) ?? string.Empty;

    /// <summary>Null for an empty cell and where there is no such column.</summary>
    public string? TextOrNull(string column) => row[column] is { Length: > 0 } cell ? cell : null;

    public T? Id<T>(string column)
        where T : class, IIdentifier<T>
    {
        if (row[column] is not { Length: > 0 } cell)
        {
            return Wrong<T>(column, FilingRules.CellEmpty);
        }

        try
        {
            return T.Of(cell);
        }
        catch (FormatException)
        {
            return Wrong<T>(column, FilingRules.IdentifierMalformed);
        }
    }

    public int? Count(string column) =>
        int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : WrongValue<int>(column, FilingRules.CellNotCount);

    /// <summary>A decimal with a point and without thousands, exponent or sign of its unit.</summary>
    public decimal? Number(string column) =>
        decimal.TryParse(row[column], Decimal, CultureInfo.InvariantCulture, out var number)
            ? number
            : WrongValue<decimal>(column, FilingRules.CellNotNumber, NumberForm);

    /// <summary>A decimal exactly as it stands: see <see cref="ExactNumber"/>.</summary>
    public decimal? Exact(string column, bool allowExponent = false) =>
        ExactNumber.TryRead(row[column], allowExponent, out var number)
            ? number
            : WrongValue<decimal>(column, FilingRules.CellNotNumber, NumberForm);

    public Currency? CurrencyOf(string column)
    {
        if (row[column] is not { Length: > 0 } cell)
        {
            return Wrong<Currency>(column, FilingRules.CellEmpty);
        }

        try
        {
            return Currency.Of(cell);
        }
        catch (FormatException)
        {
            return Wrong<Currency>(column, FilingRules.IdentifierMalformed);
        }
    }

    /// <summary>A day and a time, with a T or a space between, and with an offset or in the zone.</summary>
    /// <param name="zone">Of times that have no offset.</param>
    public Instant? Moment(string column, DateTimeZone zone) =>
        NativeTime.Read(row[column] ?? string.Empty, zone)
        ?? WrongValue<Instant>(
            column, FilingRules.CellNotDate,
            "A time is written as 2025-03-31T14:00:00+08:00, or without offset in the declared time zone.");

    public LocalDate? Date(string column) =>
        NativeTime.Day(row[column] ?? string.Empty)
        ?? WrongValue<LocalDate>(column, FilingRules.CellNotDate, "A day is written as 2025-03-31.");

    /// <summary>As <c>2025-03</c>.</summary>
    public YearMonth? Month(string column) =>
        NativeTime.Month(row[column] ?? string.Empty)
        ?? WrongValue<YearMonth>(column, FilingRules.CellNotDate, "A month is written as 2025-03.");

    /// <summary>RFC 3339, with an offset.</summary>
    public Instant? Time(string column) =>
        OffsetDateTimePattern.Rfc3339.Parse(row[column] ?? string.Empty) is { Success: true, Value: var time }
            ? time.ToInstant()
            : WrongValue<Instant>(
                column, FilingRules.CellNotDate, "A time is written with its offset, as 2025-03-31T14:00:00+08:00.");

    /// <summary>One of the words of a closed list, spelt as events spell it.</summary>
    public T? Word<T>(string column)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToList();
        var place = words.IndexOf(row[column] ?? string.Empty);
        return place >= 0
            ? Enum.GetValues<T>()[place]
            : WrongValue<T>(column, FilingRules.CellNotListed, $"It is one of: {string.Join(", ", words)}.");
    }

    /// <summary>Says that a cell is wrong by a rule of the format's own.</summary>
    public void Refuse(string? column, FilingRule rule, string? message = null) => errors.Add(
        FilingError.Of(row.Line, rule, pointer: null, message ?? rule.Text, column is null ? null : row[column])
            with { Column = column });

    /// <summary>The same, as a value that is not there.</summary>
    public T? Refuse<T>(string? column, FilingRule rule, string? message = null)
        where T : struct
    {
        Refuse(column, rule, message);
        return null;
    }

    public NativeRow Refused() => new(row.Line, [], [.. errors]);

    private T? Wrong<T>(string column, FilingRule rule)
        where T : class
    {
        Refuse(column, rule);
        return null;
    }

    private T? WrongValue<T>(string column, FilingRule rule, string? message = null)
        where T : struct
    {
        var isEmpty = row[column] is null or "";
        if (rule == FilingRules.CellNotDate && NativeTime.IsOutOfReach(row[column] ?? string.Empty))
        {
            Refuse(column, FilingRules.NativeTimeOutOfReach, "Times of the years 1970 to 2199 can be filed.");
            return null;
        }

        Refuse(column, isEmpty ? FilingRules.CellEmpty : rule, isEmpty ? null : message);
        return null;
    }
}
