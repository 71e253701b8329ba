using System.Globalization;
using System.Text;
using NodaTime.Text;
using RiskMonitor.Host.Api;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Exposure;

/// <summary>
/// The report for spreadsheets (RFC 4180). What it is true of stands before the header, in comment lines as the W3C's
/// model of tabular data has them: a number sign, a member of <c>asOf</c>, its value.
/// </summary>
internal static class ExposureTable
{
    private const string Header =
        "key,currency,facilities,pools,debt,inconclusive,inconclusive_debt,value_appraised,value_in_use_low,"
        + "value_in_use_central,value_in_use_high,ltv_appraised,ltv_use_favourable,ltv_use_central,ltv_use_adverse,"
        + "unsupported_debt_low,unsupported_debt_central,unsupported_debt_high,commercial_hours,installed_hours,"
        + "unmeasured_hours,use,coverage,open_alerts\n";

    public static string Csv(AsOf asOf, string by, IEnumerable<ExposureRow> rows)
    {
        var csv = new StringBuilder();
        foreach (var (member, value) in Comments(asOf, by))
        {
            csv.Append("# ").Append(member).Append(": ").Append(value).Append('\n');
        }

        csv.Append(Header);
        foreach (var row in rows)
        {
            csv.AppendJoin(',', Fields(row).Select(Field)).Append('\n');
        }

        return csv.ToString();
    }

    private static IEnumerable<(string Member, string Value)> Comments(AsOf asOf, string by)
    {
        yield return ("by", by);
        yield return ("validAt", LocalDatePattern.Iso.Format(asOf.Day()));
        if (asOf.AskedFor is { } asked)
        {
            yield return ("askedFor", LocalDatePattern.Iso.Format(asked));
        }

        yield return ("position", asOf.Position.ToString(CultureInfo.InvariantCulture));
        if (asOf.RecordedAt is { } time)
        {
            yield return ("recordedAt", InstantPattern.ExtendedIso.Format(time));
            yield return ("treeSize", string.Create(CultureInfo.InvariantCulture, $"{asOf.TreeSize}"));
            yield return ("rootHash", $"{asOf.RootHash}");
        }

        yield return ("engine", asOf.Engine);
        yield return ("policyVersion", string.Join(' ', asOf.PolicyVersion));
        yield return ("complete", asOf.Complete ? "true" : "false");
        yield return ("incomplete", string.Join(' ', asOf.Incomplete));
        yield return ("openItems", string.Join(' ', asOf.OpenItems));
    }

    private static object?[] Fields(ExposureRow row)
    {
        var cell = row.Cell;
        return
        [
            cell.Key, cell.Currency, cell.Facilities, cell.Pools, cell.Debt, cell.Inconclusive,
            cell.InconclusiveDebt, cell.ValueAppraised, cell.ValueInUse?.Low, cell.ValueInUse?.Central,
            cell.ValueInUse?.High,
            cell.LtvAppraised, cell.LtvUse?.Favourable, cell.LtvUse?.Central, cell.LtvUse?.Adverse,
            cell.UnsupportedDebt?.Low, cell.UnsupportedDebt?.Central, cell.UnsupportedDebt?.High,
            cell.CommercialHours.Value, cell.InstalledHours.Value, cell.UnmeasuredHours.Value, cell.Use?.Value,
            row.Coverage, row.OpenAlerts,
        ];
    }

    /// <summary>What is not known is empty, which is not zero.</summary>
    private static string Field(object? value) => value switch
    {
        null => "",
        decimal number => CanonicalDecimal.Write(number),
        int count => count.ToString(CultureInfo.InvariantCulture),
        _ when $"{value}".AsSpan().IndexOfAny(",\"\n") >= 0 => Quoted($"{value}"),
        _ => $"{value}",
    };

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
