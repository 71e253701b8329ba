using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using RiskMonitor.Exposure;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Units;
using Wolverine.Http;

namespace RiskMonitor.Host.Exposure;

/// <summary>
/// What do we stand behind, what is it worth in use, how much of it is used: on a day, as known at a time.
/// </summary>
public static class ExposureEndpoint
{
    private static readonly string Path = "/api/v1/reports/exposure";

    [WolverineGet("/api/v1/reports/exposure")]
    [Authorize(Grant.ReadReports)]
    [Parameters("by", "validAt", "recordedAt", "format")]
    public static async Task<IResult> Get(
        string? by, string? validAt, string? recordedAt, string? format, Caller caller, AsOfResolver resolver,
        ExposureLeaves source, OpenAlerts alerts, CancellationToken ct)
    {
        var dimension = Dimension(by);
        var asOf = await resolver.ResolveAsync(validAt, recordedAt, ct);
        var leaves = await source.ReadAsync(asOf.ValidAt, asOf.Position, caller, ct);
        var open = await alerts.ByPoolAsync(asOf.Position, caller, ct);
        var rows = ExposureReport.By(dimension, leaves.Select(placed => placed.Leaf))
            .Select(cell => new ExposureRow(
                cell,
                Members(dimension, cell, leaves).Select(placed => placed.Leaf.Pool.Value).Distinct()
                    .Sum(pool => open.GetValueOrDefault(pool)),
                Lineage(cell, by!, asOf)))
            .ToList();
        return format switch
        {
            null or "json" => Results.Json(new { asOf, by, rows }, Wire.Json.Options),
            "csv" => Results.Text(Csv(rows), "text/csv; charset=utf-8"),
            _ => throw new ProblemException("malformed", "format is json or csv."),
        };
    }

    /// <summary>
    /// Where a cell comes from: its leaves, each with the row that said it, the formula and the policy.
    /// </summary>
    [WolverineGet("/api/v1/reports/exposure/lineage")]
    [Authorize(Grant.ReadReports)]
    [Parameters("by", "key", "currency", "validAt", "recordedAt")]
    public static async Task<IResult> GetLineage(
        string? by, string? key, string? currency, string? validAt, string? recordedAt, Caller caller,
        AsOfResolver resolver, ExposureLeaves source, PolicyStamps policies, CancellationToken ct)
    {
        var dimension = Dimension(by);
        var asOf = await resolver.ResolveAsync(validAt, recordedAt, ct);
        var leaves = await source.ReadAsync(asOf.ValidAt, asOf.Position, caller, ct);
        var cell = ExposureReport.By(dimension, leaves.Select(placed => placed.Leaf))
            .FirstOrDefault(cell => cell.Key == key && cell.Currency.Value == currency);
        if (cell is null)
        {
            throw new ProblemException("not-found", $"There is no cell {by}={key} in {currency} in your scope.");
        }

        var members = Members(dimension, cell, leaves).ToList();
        var stamps = await policies.OfAsync(members, ct);
        return Results.Json(
            new
            {
                asOf,
                cell,
                formula = ExposureFormulas.All,
                leaves = members.Select((placed, index) => new
                {
                    placed.Leaf,
                    placed.Day,
                    placed.Position,
                    policy = stamps[index],
                    assessment = $"/api/v1/assessments/pool/{placed.Leaf.Pool}"
                        + $"?validAt={Day(placed.Day)}&recordedAt=pos:{asOf.Position}",
                    cause = $"/api/v1/events?from={placed.Position}&to={placed.Position}",
                }),
            },
            Wire.Json.Options);
    }

    private static ExposureDimension Dimension(string? by) =>
        Enum.GetValues<ExposureDimension>().Cast<ExposureDimension?>()
            .FirstOrDefault(dimension => Word(dimension!.Value) == by)
        ?? throw new ProblemException(
            "malformed", $"by is one of: {string.Join(", ", Enum.GetValues<ExposureDimension>().Select(Word))}.");

    private static IEnumerable<PlacedLeaf> Members(
        ExposureDimension dimension, ExposureCell cell, IEnumerable<PlacedLeaf> leaves) =>
        leaves.Where(placed => placed.Leaf.Currency == cell.Currency
            && ExposureReport.By(dimension, [placed.Leaf]).Any(own => own.Key == cell.Key));

    private static string Lineage(ExposureCell cell, string by, AsOf asOf) =>
        $"{Path}/lineage?by={by}&key={Uri.EscapeDataString(cell.Key)}&currency={cell.Currency}"
        + $"&validAt={Day(asOf.ValidAt)}&recordedAt=pos:{asOf.Position}";

    private static string Day(NodaTime.LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static string Word(ExposureDimension dimension) => dimension.ToString().ToLowerInvariant();

    private static string Csv(IEnumerable<ExposureRow> rows)
    {
        var csv = new StringBuilder(
            "key,currency,facilities,pools,debt,inconclusive,inconclusive_debt,value_appraised,value_in_use_low,"
            + "value_in_use_central,value_in_use_high,ltv_appraised,ltv_use_favourable,ltv_use_central,ltv_use_adverse,"
            + "unsupported_debt_low,unsupported_debt_central,unsupported_debt_high,commercial_hours,installed_hours,"
            + "unmeasured_hours,use,coverage,open_alerts\n");
        foreach (var row in rows)
        {
            var cell = row.Cell;
            object?[] fields =
            [
                cell.Key, cell.Currency, cell.Facilities, cell.Pools, cell.Debt, cell.Inconclusive,
                cell.InconclusiveDebt, cell.ValueAppraised, cell.ValueInUse?.Low, cell.ValueInUse?.Central,
                cell.ValueInUse?.High,
                cell.LtvAppraised, cell.LtvUse?.Favourable, cell.LtvUse?.Central, cell.LtvUse?.Adverse,
                cell.UnsupportedDebt?.Low, cell.UnsupportedDebt?.Central, cell.UnsupportedDebt?.High,
                cell.CommercialHours.Value, cell.InstalledHours.Value, cell.UnmeasuredHours.Value, cell.Use?.Value,
                row.Coverage, row.OpenAlerts,
            ];
            csv.AppendJoin(',', fields.Select(Field)).Append('\n');
        }

        return csv.ToString();
    }

    /// <summary>RFC 4180. What is not known is empty, which is not zero.</summary>
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

/// <param name="OpenAlerts">Alerts that stand on pools of the cell.</param>
/// <param name="Lineage">Where the cell comes from.</param>
public sealed record ExposureRow(ExposureCell Cell, int OpenAlerts, string Lineage)
{
    /// <summary>Share of the installed card-hours whose use is measured. Null where nothing is installed.</summary>
    public Ratio? Coverage => Cell.InstalledHours / (Cell.InstalledHours + Cell.UnmeasuredHours);
}
