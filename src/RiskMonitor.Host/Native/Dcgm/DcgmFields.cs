using System.Globalization;
using RiskMonitor.Host.Native.Telemetry;

namespace RiskMonitor.Host.Native.Dcgm;

/// <summary>One field of DCGM that is read, and the names and units that it goes by.</summary>
/// <param name="Id">In <c>dcgm_fields.h</c>: names change, it does not.</param>
/// <param name="Legacy">Name up to dcgm-exporter 4.8.</param>
/// <param name="Times">From the unit of that name to the unit of the quantity.</param>
/// <param name="Current">Names from dcgm-exporter 4.9, all in base units; none where the name was kept.</param>
internal sealed record DcgmField(
    int Id, TelemetryQuantity Quantity, string Legacy, double Times, params string[] Current);

/// <summary>The fields of DCGM that are read.</summary>
/// <remarks>
/// A name fixes its unit: where dcgm-exporter 4.9 changed a unit, it changed the name as well, and the old names, which
/// a counters file of one's own may still ask for, keep theirs. What does not hold is the reverse: before 4.9 a name in
/// <c>_RATIO</c> was only another word for a field in per cent, and is therefore refused under such a version.
/// </remarks>
internal static class DcgmFields
{
    private const double FromPercent = 0.01;
    private const double FromMilli = 0.001;
    private const double FromMebi = 1_048_576;

    public static readonly IReadOnlyList<DcgmField> All =
    [
        new(203, TelemetryQuantity.GpuUtilRatio, "DCGM_FI_DEV_GPU_UTIL", FromPercent, "DCGM_FI_DEV_GPU_UTIL_RATIO"),
        new(1001, TelemetryQuantity.EngineActiveRatio, "DCGM_FI_PROF_GR_ENGINE_ACTIVE", 1,
            "DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO"),
        new(1002, TelemetryQuantity.SmActiveRatio, "DCGM_FI_PROF_SM_ACTIVE", 1, "DCGM_FI_PROF_SM_UTIL_RATIO"),
        new(1004, TelemetryQuantity.TensorActiveRatio, "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", 1,
            "DCGM_FI_PROF_TENSOR_UTIL_RATIO"),
        new(1005, TelemetryQuantity.DramActiveRatio, "DCGM_FI_PROF_DRAM_ACTIVE", 1, "DCGM_FI_PROF_DRAM_UTIL_RATIO"),
        new(155, TelemetryQuantity.PowerWatts, "DCGM_FI_DEV_POWER_USAGE", 1, "DCGM_FI_DEV_BOARD_POWER_WATTS"),
        new(156, TelemetryQuantity.EnergyJoules, "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", FromMilli,
            "DCGM_FI_DEV_GPU_ENERGY_JOULES_TOTAL"),
        new(252, TelemetryQuantity.MemoryUsedBytes, "DCGM_FI_DEV_FB_USED", FromMebi, "DCGM_FI_DEV_FB_USED_BYTES"),
        new(150, TelemetryQuantity.TemperatureCelsius, "DCGM_FI_DEV_GPU_TEMP", 1, "DCGM_FI_DEV_GPU_TEMP_CELSIUS"),
        new(230, TelemetryQuantity.XidError, "DCGM_FI_DEV_XID_ERRORS", 1, "DCGM_FI_DEV_XID_ERROR"),
    ];

    public static IEnumerable<KnownMetric> Metrics => All.SelectMany(Names);

    /// <summary>The field behind a name of either kind.</summary>
    public static DcgmField? Find(string name) =>
        All.FirstOrDefault(field => field.Legacy == name || field.Current.Contains(name));

    /// <param name="version">The exporter's, as <c>4.8.0</c>, or the tag of its image, as
    /// <c>4.4.2-4.7.0-ubuntu22.04</c>: there DCGM's version comes first and the exporter's second.</param>
    public static bool IsBefore49(string version)
    {
        var versions = version.TrimStart('v').Split('-')
            .Where(part => part.Length > 0 && char.IsAsciiDigit(part[0])).Take(2).ToList();
        return versions.Count > 0 && Minor(versions[^1]) < Minor("4.9");
    }

    private static IEnumerable<KnownMetric> Names(DcgmField field)
    {
        var tells = field.Quantity is TelemetryQuantity.EngineActiveRatio or TelemetryQuantity.GpuUtilRatio;
        yield return new KnownMetric(field.Legacy, field.Quantity, field.Times, NameEra.Legacy, tells);
        foreach (var name in field.Current)
        {
            yield return new KnownMetric(name, field.Quantity, 1, NameEra.BaseUnits, tells);
        }
    }

    private static int Minor(string version)
    {
        var parts = version.Split('.');
        return (Number(parts, 0) * 1_000) + Number(parts, 1);
    }

    private static int Number(string[] parts, int index) => parts.Length > index
        && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
