using NodaTime;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Meter;

/// <summary>Readings of the registers of energy meters, in a layout of our own: becomes <c>energy-metered</c>.
/// </summary>
public sealed class MeterFormat : INativeFormat
{
    private static readonly string[] Columns = ["pool", "meter", "time", "register", "unit", "multiplier"];

    public string Name => "meter";

    public string Says => "CSV of readings of energy meters, in the layout of specs/native/meter.md";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration)
    {
        var meters = new SortedDictionary<string, MeterReadings>(StringComparer.Ordinal);
        foreach (var (row, wrong) in NativeTable.Read(file, Columns, declaration.Encoding))
        {
            if (wrong is not null)
            {
                yield return wrong;
                continue;
            }

            var cells = new NativeCells(row!);
            var (pool, meter) = (cells.Id<PoolId>("pool"), cells.Text("meter"));
            if (Reading(cells, declaration.Zone) is not { } reading)
            {
                yield return cells.Refused();
                continue;
            }

            var key = $"{pool!.Value}\u001F{meter}";
            if (!meters.TryGetValue(key, out var readings))
            {
                meters.Add(key, readings = new MeterReadings(pool, meter, declaration.Zone));
            }

            readings.Add(reading);
        }

        foreach (var row in meters.Values.SelectMany(meter => meter.Rows()))
        {
            yield return row;
        }
    }

    private static Reading? Reading(NativeCells cells, DateTimeZone zone)
    {
        var (time, register) = (cells.Moment("time", zone), cells.Exact("register"));
        var (unit, multiplier) = (Unit(cells), cells.Exact("multiplier"));
        var wraps = cells.TextOrNull("wraps_at") is null ? null : cells.Exact("wraps_at");
        if (register < 0m || multiplier <= 0m || multiplier > 1_000_000m || wraps <= register)
        {
            cells.Refuse(
                "register", FilingRules.NativeValueImpossible,
                "A register is not below nothing and below where it wraps; its multiplier is above nothing.");
        }

        return !cells.AreRight ? null : new Reading(
            cells.Line, time!.Value, register!.Value, multiplier!.Value * unit!.Value, wraps,
            cells.TextOrNull("serial") ?? string.Empty);
    }

    private static decimal? Unit(NativeCells cells) => cells.Text("unit") switch
    {
        "kWh" => 1m,
        "MWh" => 1_000m,
        "Wh" => 0.001m,
        "" => null, // which the cells have said
        _ => cells.Refuse<decimal>(
            "unit", FilingRules.NativeUnitUnknown, "A register counts Wh, kWh or MWh."),
    };
}

/// <param name="Register">What the meter showed.</param>
/// <param name="Times">Kilowatt-hours for one of the register.</param>
/// <param name="WrapsAt">Where the register begins again at nothing; null where it does not.</param>
/// <param name="Serial">Of the device: another one is another register.</param>
internal sealed record Reading(
    int Line, Instant Time, decimal Register, decimal Times, decimal? WrapsAt, string Serial);
