using RiskMonitor.Host.Native.Telemetry;

namespace RiskMonitor.Host.Native.NpuExporter;

/// <summary>What Huawei's npu-exporter says of Ascend chips, each die of a 910C by itself.</summary>
public sealed class NpuExporterFormat : ITelemetryFormat
{
    public string Name => "npu-exporter";

    public string Says => "exposition text of Ascend's npu-exporter";

    public TelemetryFile Open(Stream file, Declaration declaration) => new ExpositionFile(
        file, new Interpreter(MetricBook.Of(declaration, NpuMetrics.All), declaration, "npu-exporter"));
}
