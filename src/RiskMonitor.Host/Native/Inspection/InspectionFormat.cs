using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Native.Inspection;

/// <summary>What inspectors counted on the spot, a row for each day, pool, site and chip: becomes
/// <c>cards-counted</c>.</summary>
public sealed class InspectionFormat : INativeFormat
{
    private static readonly string[] Columns =
        ["date", "pool", "site", "chip", "method", "found", "missing", "inspector", "independence"];

    public string Name => "inspection";

    public string Says => "CSV of cards that inspectors counted";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration)
    {
        foreach (var (row, wrong) in NativeTable.Read(file, Columns))
        {
            yield return wrong ?? Counted(new NativeCells(row!), declaration.Zone);
        }
    }

    private static NativeRow Counted(NativeCells cells, DateTimeZone zone)
    {
        var (date, method) = (cells.Date("date"), cells.Word<CountMethod>("method"));
        var (pool, site, chip) = (
            cells.Id<PoolId>("pool"), cells.Id<SiteId>("site"), cells.Id<ChipModel>("chip"));
        var (found, missing) = (cells.Count("found"), cells.Count("missing"));
        var (inspector, independence) = (
            cells.Id<PartyId>("inspector"), cells.Word<InspectorIndependence>("independence"));
        if (!cells.AreRight)
        {
            return cells.Refused();
        }

        var counted = new CardsCounted(
            pool!, site!, chip!, method!.Value, found!.Value, missing!.Value, inspector!, independence!.Value);
        var id = NativeId.Of(
            "inspection", cells.Text("date"), pool!.Value, site!.Value, chip!.Value, inspector!.Value,
            cells.Text("method"));
        return NativeRow.Of(
            cells.Line,
            new NativeFact(id, zone.AtStartOfDay(date!.Value).ToInstant(), Evidence.Documented, null, counted));
    }
}
