using RiskMonitor.Host.Native.Telemetry;

namespace RiskMonitor.Host.Native.Dcgm;

/// <summary>What NVIDIA's dcgm-exporter says of its cards.</summary>
public sealed class DcgmFormat : ITelemetryFormat
{
    public string Name => "dcgm";

    public string Says => "exposition text of dcgm-exporter, of any version";

    public TelemetryFile Open(Stream file, Declaration declaration) => new ExpositionFile(
        file, new Interpreter(MetricBook.Of(declaration, DcgmFields.Metrics), declaration, "dcgm-exporter"));
}
