using RiskMonitor.Host.Native.Telemetry;

namespace RiskMonitor.Host.Native.NpuExporter;

/// <summary>The metrics of Huawei's npu-exporter that are read. Its help texts name per cent, MB and watts.</summary>
internal static class NpuMetrics
{
    private const double FromPercent = 0.01;

    /// <summary>The driver's MB: a card of 64 GB shows 65,536 of them.</summary>
    private const double FromMebi = 1_048_576;

    public static readonly IReadOnlyList<KnownMetric> All =
    [
        new("npu_chip_info_utilization", TelemetryQuantity.EngineActiveRatio, FromPercent, TellsAllocation: true),
        new("npu_chip_info_cube_utilization", TelemetryQuantity.TensorActiveRatio, FromPercent),
        new("npu_chip_info_hbm_bandwidth_utilization", TelemetryQuantity.DramActiveRatio, FromPercent),
        new("npu_chip_info_hbm_used_memory", TelemetryQuantity.MemoryUsedBytes, FromMebi),
        new("npu_chip_info_power", TelemetryQuantity.PowerWatts, 1),
        new("npu_chip_info_temperature", TelemetryQuantity.TemperatureCelsius, 1),
        new("npu_chip_info_health_status", TelemetryQuantity.Up, 1),
    ];

    /// <summary>Beginnings of the names that npu-exporter gives to everything else, which is passed over.</summary>
    public static readonly IReadOnlyList<string> Ignored =
        ["npu_chip_", "npu_container_info", "npu_exporter_version_info", "container_npu_", "vnpu_pod_", "machine_"];

    /// <summary>Whether a metric is read, or passed over on purpose.</summary>
    public static bool Knows(string name) => All.Any(metric => metric.Name == name)
        || Ignored.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
