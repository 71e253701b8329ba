using NodaTime;
using NodaTime.Text;
using RiskMonitor.Collateral;
using RiskMonitor.Filing;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Native.Attestation;

/// <summary>Results of remote attestation, a row for each device and time, in a layout of our own: becomes
/// <c>cards-counted</c> by attestation.</summary>
public sealed class AttestationFormat : INativeFormat
{
    private static readonly string[] Columns =
        ["time", "pool", "site", "chip", "device", "result", "verifier", "independence"];

    public string Name => "attestation";

    public string Says => "CSV of results of remote attestation, in the layout of specs/native/attestation.md";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration)
    {
        var latest = new SortedDictionary<string, Attested>(StringComparer.Ordinal);
        foreach (var (row, wrong) in NativeTable.Read(file, Columns, declaration.Encoding))
        {
            if (wrong is not null)
            {
                yield return wrong;
                continue;
            }

            var cells = new NativeCells(row!);
            if (Read(cells, declaration.Zone) is not { } read)
            {
                yield return cells.Refused();
                continue;
            }

            var key = $"{LocalDatePattern.Iso.Format(read.Day)}\u001F{read.Verifier}\u001F{read.Device}";
            if (!latest.TryGetValue(key, out var known))
            {
                latest.Add(key, read);
            }
            else if (known.Place != read.Place)
            {
                cells.Refuse(
                    "device", FilingRules.NativeValueImpossible,
                    $"The same device was attested in {known.Pool} at {known.Site} on the same day.");
                yield return cells.Refused();
            }
            else if (read.Time > known.Time)
            {
                latest[key] = read with { Line = Math.Min(known.Line, read.Line) };
            }
        }

        foreach (var count in latest.Values.GroupBy(read => (read.Day, read.Place, read.Verifier))
                     .OrderBy(group => group.Min(read => read.Line)))
        {
            yield return Counted(count.ToList(), declaration.Zone);
        }
    }

    private static Attested? Read(NativeCells cells, DateTimeZone zone)
    {
        var (time, device) = (cells.Moment("time", zone), cells.Text("device"));
        var (pool, site, chip) = (
            cells.Id<PoolId>("pool"), cells.Id<SiteId>("site"), cells.Id<ChipModel>("chip"));
        var (result, verifier) = (cells.Word<AttestationResult>("result"), cells.Id<PartyId>("verifier"));
        var independence = cells.Word<InspectorIndependence>("independence");
        return !cells.AreRight ? null : new Attested(
            cells.Line, time!.Value, time.Value.InZone(zone).Date, pool!, site!, chip!, device, result!.Value,
            verifier!, independence!.Value);
    }

    private static NativeRow Counted(List<Attested> devices, DateTimeZone zone)
    {
        var (first, day) = (devices[0], LocalDatePattern.Iso.Format(devices[0].Day));
        var found = devices.Count(device => device.Result == AttestationResult.Pass);
        return NativeRow.Of(devices.Min(device => device.Line), new NativeFact(
            NativeId.Of(
                "attestation", day, first.Pool.Value, first.Site.Value, first.Chip.Value, first.Verifier.Value),
            zone.AtStartOfDay(first.Day).ToInstant(),
            Evidence.Measured,
            $"attestation by {first.Verifier} on {day}",
            new CardsCounted(
                first.Pool, first.Site, first.Chip, CountMethod.Attestation, found, devices.Count - found,
                first.Verifier, first.Independence)));
    }

    private enum AttestationResult
    {
        Pass,
        Fail,
    }

    private sealed record Attested(
        int Line,
        Instant Time,
        LocalDate Day,
        PoolId Pool,
        SiteId Site,
        ChipModel Chip,
        string Device,
        AttestationResult Result,
        PartyId Verifier,
        InspectorIndependence Independence)
    {
        public (PoolId Pool, SiteId Site, ChipModel Chip, InspectorIndependence Independence) Place =>
            (Pool, Site, Chip, Independence);
    }
}
