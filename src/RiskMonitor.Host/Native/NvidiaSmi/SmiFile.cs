using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing.Csv;

namespace RiskMonitor.Host.Native.NvidiaSmi;

/// <summary>A table of nvidia-smi while it is read.</summary>
/// <remarks>A row is given when the next has begun, since the last may have been cut off within a number.</remarks>
internal sealed class SmiFile(Stream file, Declaration declaration) : TelemetryFile
{
    private static readonly LocalDateTimePattern Stamp =
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy/MM/dd HH:mm:ss.FFF");

    /// <summary>What tells cards apart.</summary>
    private static readonly string[] Names = ["uuid", "serial", "index"];

    private readonly ExporterProfile? declared = declaration.Exporter;
    private readonly DateTimeZone zone = declaration.Zone;
    private readonly List<TelemetryRow> made = [];
    private readonly List<(int Place, SmiMeasure Measure)> measures = [];
    private Dictionary<string, int>? places;
    private int width;

    public override string? Exporter => declared is null ? "nvidia-smi" : $"{declared.Name} {declared.Version}";

    public override IEnumerable<TelemetryRow> Rows()
    {
        var bytes = new EndingStream(file);
        var held = new List<TelemetryRow>();
        var (line, isRefused) = (0, false);
        foreach (var record in CsvTable.Read(bytes, CsvEncoding.Utf8, ",", skipLines: 0))
        {
            foreach (var row in held)
            {
                yield return row;
            }

            made.Clear();
            var isOver = !Take(record);
            held = [.. made];
            line = record.Line;
            isRefused = isOver;
            if (isOver)
            {
                break;
            }
        }

        if (!isRefused && line > 0 && bytes.Last is not ((byte)'\n' or (byte)'\r'))
        {
            held = [new TelemetryRow(default, Telemetry.Measure.Refusal(
                line, FilingRules.NativeMalformed, "The file ends within a row.", null))];
        }

        foreach (var row in held)
        {
            yield return row;
        }
    }

    /// <returns>False where nothing after it can be read.</returns>
    private bool Take(CsvRecord record)
    {
        if (record.Broken is { } broken)
        {
            Refuse(record.Line, broken, broken.Text, null);
        }
        else if (record.Cells.Any(cell => SmiColumn.Property(cell) == "timestamp"))
        {
            return Header(record); // nvidia-smi that is run again and again writes it again and again
        }
        else if (places is null && declared?.Columns is { } columns)
        {
            return Header(record with { Cells = [.. columns] }) && Row(record);
        }
        else if (places is null)
        {
            Refuse(
                record.Line, FilingRules.NativeMalformed,
                "The table has no header with a timestamp, and exporter/columns is not declared.", record.Cells[0]);
            return false;
        }
        else
        {
            Row(record);
        }

        return true;
    }

    private bool Header(CsvRecord record)
    {
        places = new Dictionary<string, int>(StringComparer.Ordinal);
        measures.Clear();
        width = record.Cells.Length;
        foreach (var (index, cell) in record.Cells.Index())
        {
            var property = SmiColumn.Property(cell);
            places.TryAdd(property, index);
            if (SmiColumn.Measures.FirstOrDefault(known => known.Property == property) is not { } measure)
            {
                continue;
            }

            if (!SmiColumn.HasUnit(cell, measure))
            {
                Refuse(record.Line, FilingRules.NativeUnitUnknown, $"{property} is read in {measure.Unit}.", cell);
                return false;
            }

            measures.Add((index, measure));
        }

        if (declared?.Host is null)
        {
            Refuse(
                record.Line, FilingRules.NativeUndeclared,
                $"nvidia-smi does not say which machine it ran on: that is exporter/host. {Declaration.Asked}", null);
            return false;
        }

        if (Names.Any(places.ContainsKey) && places.ContainsKey("timestamp"))
        {
            return true;
        }

        Refuse(
            record.Line, FilingRules.NativeMalformed, "The columns have a timestamp, and a uuid, serial or index.",
            string.Join(',', record.Cells));
        return false;
    }

    private bool Row(CsvRecord record)
    {
        var (line, cells) = (record.Line, record.Cells);
        if (cells.Length != width)
        {
            Refuse(line, FilingRules.NativeMalformed, "A row has the columns of the header.", string.Join(',', cells));
            return true;
        }

        var time = Time(cells[places!["timestamp"]]);
        if (time is null)
        {
            Refuse(
                line, FilingRules.NativeMalformed, $"A timestamp is one time of the clocks of {zone.Id}.",
                cells[places["timestamp"]]);
            return true;
        }

        var index = Cell(cells, "index");
        if ((Cell(cells, "uuid") ?? Cell(cells, "serial") ?? index) is not { } id)
        {
            Refuse(line, FilingRules.NativeMalformed, "A row names its card.", null);
            return true;
        }

        var device = new Device(declared!.Host!.ToLowerInvariant(), id, index ?? id);
        foreach (var (place, measure) in measures)
        {
            Measured(line, time.Value, device, measure, cells[place]);
        }

        return true;
    }

    private void Measured(int line, Instant time, Device device, SmiMeasure measure, string cell)
    {
        if (SmiColumn.IsNone(cell))
        {
            return;
        }

        if (!SmiColumn.TryNumber(cell, measure, out var number))
        {
            Refuse(line, FilingRules.NativeUnitUnknown, $"{measure.Property} is a number in {measure.Unit}.", cell);
        }
        else if (!Telemetry.Measure.TryTake(number, measure.Quantity, measure.Times, out var value))
        {
            made.Add(new TelemetryRow(default, Telemetry.Measure.Impossible(line, measure.Property, number)));
        }
        else
        {
            made.Add(new TelemetryRow(new Sample(line, time, device, measure.Quantity, value), null));
        }
    }

    /// <summary>Null where the clocks showed it twice or never.</summary>
    private Instant? Time(string cell) =>
        Stamp.Parse(cell) is { Success: true, Value: var local } && zone.MapLocal(local) is { Count: 1 } mapped
            ? mapped.Single().ToInstant()
            : null;

    private string? Cell(string[] cells, string property) =>
        places!.TryGetValue(property, out var place) && !SmiColumn.IsNone(cells[place]) ? cells[place] : null;

    private void Refuse(int line, FilingRule rule, string message, string? value) =>
        made.Add(new TelemetryRow(default, Telemetry.Measure.Refusal(line, rule, message, value)));
}
