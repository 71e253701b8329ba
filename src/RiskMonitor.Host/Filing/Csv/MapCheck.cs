using NodaTime;
using NodaTime.Text;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>What of a mapping can be judged without a table.</summary>
internal static class MapCheck
{
    /// <exception cref="FormatException">The first thing that is wrong.</exception>
    public static void Of(CsvMap map)
    {
        Ask(map.Delimiter.Length == 1 && map.Delimiter is not ("\"" or "\n" or "\r"), "delimiter is one character.");
        Ask(
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(map.TimeZone) is not null,
            $"timeZone {map.TimeZone} is not in the IANA database.");
        Ask(map.Numbers.Decimal is "." or ",", "numbers.decimal is a point or a comma.");
        Ask(
            map.Numbers.Thousands is null || (map.Numbers.Thousands.Length == 1
                && map.Numbers.Thousands != map.Numbers.Decimal && !char.IsAsciiDigit(map.Numbers.Thousands[0])),
            "numbers.thousands is one character and not that of the decimals.");
        Ask(map.SkipLines >= 0, "skipLines is not negative.");
        Ask(map.Events.Count > 0, "events is not empty.");
        foreach (var form in map.Dates)
        {
            Ask(IsDateForm(form), $"dates: {form} is no form of a date.");
        }

        foreach (var (index, row) in map.Events.Index())
        {
            Of(row, $"events/{index}");
        }
    }

    private static void Of(EventMap row, string where)
    {
        Ask(
            EventCatalogue.Find(row.Type) is { } type && EventCatalogue.IsFiled(type),
            $"{where}/type: {row.Type} is no event that is filed.");
        Of(row.Time, $"{where}/time");
        Ask(row.Members.Count > 0, $"{where}/members is not empty.");
        foreach (var (index, member) in row.Members.Index())
        {
            Of(member, $"{where}/members/{index}");
        }
    }

    private static void Of(MemberMap member, string where)
    {
        Ask(
            member.To.StartsWith('/') && member.To.Length > 1,
            $"{where}/to is a JSON pointer, as /amount/currency.");
        Ask(
            new object?[] { member.Column, member.Template, member.Constant }.Count(given => given is not null) == 1,
            $"{where} has exactly one of column, template and constant.");
        Ask(
            (member.As == CellKind.List) == (member.Separator is { Length: > 0 }),
            $"{where} has a separator where it is a list, and only there.");
        Ask(
            member.Times is null
                || member.As is CellKind.Decimal or CellKind.Money or CellKind.Percent or CellKind.Count,
            $"{where}: only numbers have times.");
        Ask(
            (member.As == CellKind.Money) == (member.Currency is not null),
            $"{where} has a currency where it is money, and only there.");
        Ask(member.As != CellKind.Flag || member.Words is { Count: > 0 }, $"{where}: a flag has its words.");
        Ask(!member.Optional || member.NoData is null, $"{where} is optional or has noData, not both.");
    }

    private static bool IsDateForm(string form)
    {
        try
        {
            var pattern = LocalDatePattern.CreateWithInvariantCulture(form);
            var day = new LocalDate(2026, 11, 23);
            return pattern.Parse(pattern.Format(day)) is { Success: true } parsed && parsed.Value == day;
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }

    private static void Ask(bool holds, string rule)
    {
        if (!holds)
        {
            throw new FormatException($"The mapping: {rule}");
        }
    }
}
