using System.Globalization;

namespace RiskMonitor.Host.Native.NvidiaSmi;

/// <summary>A property of <c>--query-gpu</c> that is a measure.</summary>
/// <param name="Unit">As it stands in the header in brackets, and in the cell unless <c>nounits</c> was asked for.
/// </param>
/// <param name="Times">From that unit to the unit of the quantity.</param>
internal sealed record SmiMeasure(string Property, TelemetryQuantity Quantity, string Unit, double Times);

/// <summary>The properties that are read, and how their cells are.</summary>
internal static class SmiColumn
{
    public static readonly IReadOnlyList<SmiMeasure> Measures =
    [
        new("utilization.gpu", TelemetryQuantity.GpuUtilRatio, "%", 0.01),
        new("power.draw", TelemetryQuantity.PowerWatts, "W", 1),
        new("power.draw.average", TelemetryQuantity.PowerWatts, "W", 1),
        new("memory.used", TelemetryQuantity.MemoryUsedBytes, "MiB", 1_048_576),
        new("temperature.gpu", TelemetryQuantity.TemperatureCelsius, "C", 1),
    ];

    /// <summary>Where a driver was asked for what a card cannot say. It is no number, and not zero.</summary>
    private static readonly string[] None =
        ["", "N/A", "[N/A]", "[Not Supported]", "[Unknown Error]", "[GPU requires reset]", "[GPU is lost]"];

    /// <summary>The property of a column, without the unit in brackets; <c>gpu_uuid</c> is another word for uuid.
    /// </summary>
    public static string Property(string header)
    {
        var bracket = header.IndexOf('[', StringComparison.Ordinal);
        return (bracket < 0 ? header : header[..bracket]).Trim() switch
        {
            "gpu_uuid" => "uuid",
            "gpu_serial" => "serial",
            "gpu_name" => "name",
            var property => property,
        };
    }

    /// <summary>Whether the header gives the measure the unit that is expected, or none.</summary>
    public static bool HasUnit(string header, SmiMeasure measure)
    {
        var bracket = header.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 || header[bracket..].Trim() == $"[{measure.Unit}]";
    }

    public static bool IsNone(string cell) => None.Contains(cell, StringComparer.OrdinalIgnoreCase);

    /// <summary>A number, alone or with the unit of its column behind it.</summary>
    public static bool TryNumber(string cell, SmiMeasure measure, out double number)
    {
        var space = cell.IndexOf(' ', StringComparison.Ordinal);
        var digits = space < 0 ? cell : cell[..space];
        return double.TryParse(
            digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out number) && (space < 0 || cell[(space + 1)..] == measure.Unit);
    }
}
