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
        var asOf = await resolver.ResolveAsync(validAt, recordedAt, caller, ct);
        var leaves = await source.ReadAsync(asOf.Day(), asOf.Position, caller, ct);
        var open = await alerts.ReadAsync(asOf.Position, caller, ct);
        var rows = ExposureReport.By(dimension, leaves.Select(placed => placed.Leaf))
            .Select(cell => new ExposureRow(
                cell,
                Concerned(open, dimension, cell, [.. Members(dimension, cell, leaves)]).Count(),
                Lineage(cell, by!, asOf)))
            .ToList();
        return format switch
        {
            null or "json" => Results.Json(new { asOf, by, rows }, Wire.Json.Options),
            "csv" => Results.Text(ExposureTable.Csv(asOf, by!, rows), "text/csv; charset=utf-8"),
            _ => throw new ProblemException("malformed", "format is json or csv."),
        };
    }

    /// <summary>
    /// Where a cell comes from: its leaves, each with the row that said it, the formula and the policy; and the ids of
    /// the alerts that are counted in it.
    /// </summary>
    [WolverineGet("/api/v1/reports/exposure/lineage")]
    [Authorize(Grant.ReadReports)]
    [Parameters("by", "key", "currency", "validAt", "recordedAt")]
    public static async Task<IResult> GetLineage(
        string? by, string? key, string? currency, string? validAt, string? recordedAt, Caller caller,
        AsOfResolver resolver, ExposureLeaves source, OpenAlerts alerts, PolicyStamps policies, CancellationToken ct)
    {
        var dimension = Dimension(by);
        var asOf = await resolver.ResolveAsync(validAt, recordedAt, caller, ct);
        var leaves = await source.ReadAsync(asOf.Day(), asOf.Position, caller, ct);
        var cell = ExposureReport.By(dimension, leaves.Select(placed => placed.Leaf))
            .FirstOrDefault(cell => cell.Key == key && cell.Currency.Value == currency);
        if (cell is null)
        {
            throw new ProblemException("not-found", $"There is no cell {by}={key} in {currency} in your scope.");
        }

        var members = Members(dimension, cell, leaves).ToList();
        var stamps = await policies.OfAsync(members, ct);
        var open = await alerts.ReadAsync(asOf.Position, caller, ct);
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
                alerts = Concerned(open, dimension, cell, members).Select(alert => alert.Id),
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

    private static IEnumerable<OpenAlert> Concerned(
        IEnumerable<OpenAlert> open, ExposureDimension dimension, ExposureCell cell, List<PlacedLeaf> members) =>
        open.Where(alert => alert.Concerns(dimension, cell, members));

    private static string Lineage(ExposureCell cell, string by, AsOf asOf) =>
        $"{Path}/lineage?by={by}&key={Uri.EscapeDataString(cell.Key)}&currency={cell.Currency}"
        + $"&validAt={Day(asOf.Day())}&recordedAt=pos:{asOf.Position}";

    private static string Day(NodaTime.LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static string Word(ExposureDimension dimension) => dimension.ToString().ToLowerInvariant();
}

/// <param name="OpenAlerts">Alerts that fire and concern the cell, each once: see <see cref="OpenAlert"/>.</param>
/// <param name="Lineage">Where the cell comes from.</param>
public sealed record ExposureRow(ExposureCell Cell, int OpenAlerts, string Lineage)
{
    /// <summary>Share of the installed card-hours whose use is measured. Null where nothing is installed.</summary>
    public Ratio? Coverage => Cell.InstalledHours / (Cell.InstalledHours + Cell.UnmeasuredHours);
}
