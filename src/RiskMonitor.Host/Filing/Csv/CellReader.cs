using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>From the text of one cell to the JSON that the member wants, or the rule that it breaks.</summary>
internal sealed class CellReader(CsvMap map)
{
    private readonly LocalDatePattern[] dates =
        [.. map.Dates.Select(LocalDatePattern.CreateWithInvariantCulture)];

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[map.TimeZone];

    public bool IsAbsent(string cell) => cell.Length == 0 || (map.Absent?.Contains(cell) ?? false);

    /// <param name="cell">Trimmed and not absent.</param>
    /// <param name="broken">Set where null is returned.</param>
    public JsonNode? Read(string cell, MemberMap member, out FilingRule? broken)
    {
        broken = null;
        if (member.Words is { } words && member.As != CellKind.Flag)
        {
            if (!words.TryGetValue(cell, out var meant))
            {
                broken = FilingRules.CellNotListed;
                return null;
            }

            cell = meant;
        }

        JsonNode? value = member.As switch
        {
            CellKind.Text => cell,
            CellKind.List => new JsonArray([.. Items(cell, member.Separator!)]),
            CellKind.Decimal => Scaled(cell, member.Times ?? 1m),
            CellKind.Money => Money(cell, member),
            CellKind.Percent => Scaled(cell.TrimEnd('%', '％').TrimEnd(), (member.Times ?? 1m) / 100m),
            CellKind.Count => Count(cell, member.Times ?? 1m),
            CellKind.Flag => Flag(cell, member.Words!),
            _ => Dated(cell, member.As),
        };
        broken = value is null ? Complaint(member.As) : null;
        return value;
    }

    private static IEnumerable<JsonNode> Items(string cell, string separator) =>
        cell.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(item => (JsonNode)JsonValue.Create(item)!);

    private static JsonValue? Flag(string cell, IReadOnlyDictionary<string, string> words) =>
        words.TryGetValue(cell, out var meant) && bool.TryParse(meant, out var flag) ? JsonValue.Create(flag) : null;

    private static FilingRule Complaint(CellKind kind) => kind switch
    {
        CellKind.Decimal or CellKind.Money or CellKind.Percent => FilingRules.CellNotNumber,
        CellKind.Count => FilingRules.CellNotCount,
        CellKind.Flag => FilingRules.CellNotListed,
        _ => FilingRules.CellNotDate,
    };

    private JsonValue? Scaled(string cell, decimal times) =>
        Number(cell, times) is { } value ? JsonValue.Create(CanonicalDecimal.Write(value)) : null;

    private JsonObject? Money(string cell, MemberMap member) => Scaled(cell, member.Times ?? 1m) is { } amount
        ? new JsonObject { ["amount"] = amount, ["currency"] = member.Currency }
        : null;

    private JsonValue? Count(string cell, decimal times) =>
        Number(cell, times) is { } value && decimal.IsInteger(value) && Math.Abs(value) < 9_007_199_254_740_992m
            ? JsonValue.Create((long)value)
            : null;

    private JsonNode? Dated(string cell, CellKind kind)
    {
        foreach (var pattern in dates)
        {
            if (pattern.Parse(cell) is { Success: true } parsed)
            {
                return kind switch
                {
                    CellKind.Date => LocalDatePattern.Iso.Format(parsed.Value),
                    CellKind.Month => LocalDatePattern.Iso.Format(parsed.Value)[..7],
                    _ => InstantPattern.ExtendedIso.Format(zone.AtStartOfDay(parsed.Value).ToInstant()),
                };
            }
        }

        return null;
    }

    private decimal? Number(string cell, decimal times)
    {
        if (!IsGrouped(cell))
        {
            return null;
        }

        var plain = map.Numbers.Thousands is { } separator
            ? cell.Replace(separator, string.Empty, StringComparison.Ordinal)
            : cell;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(plain.Replace(map.Numbers.Decimal, ".", StringComparison.Ordinal), Style,
                CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        try
        {
            return value * times;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// Thousands stand in groups of three and in front of the decimals only; what is not so was written by another
    /// rule than the mapping's, and would be read wrongly. The other mark never stands in a number at all.
    /// </summary>
    private bool IsGrouped(string cell)
    {
        var parts = cell.TrimStart('-', '+').Split(map.Numbers.Decimal);
        if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && !parts[1].All(char.IsAsciiDigit)))
        {
            return false;
        }

        var groups = map.Numbers.Thousands is { } separator ? parts[0].Split(separator) : [parts[0]];
        return groups.All(group => group.All(char.IsAsciiDigit)) && (groups.Length == 1
            || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3)));
    }
}
