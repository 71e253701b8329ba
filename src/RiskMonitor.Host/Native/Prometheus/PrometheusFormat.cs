using RiskMonitor.Host.Native.Dcgm;
using RiskMonitor.Host.Native.NpuExporter;
using RiskMonitor.Host.Native.Telemetry;

namespace RiskMonitor.Host.Native.Prometheus;

/// <summary>What a Prometheus server kept of either exporter, or of one whose units are declared.</summary>
public sealed class PrometheusFormat : ITelemetryFormat
{
    public string Name => "prometheus";

    public string Says => "answer of Prometheus' query_range (JSON), or exposition text, OpenMetrics among it";

    public TelemetryFile Open(Stream file, Declaration declaration)
    {
        var book = MetricBook.Of(declaration, DcgmFields.Metrics, NpuMetrics.All);
        var interpreter = new Interpreter(book, declaration, "prometheus");
        var peeked = new PeekedStream(file);
        return peeked.First == '{' ? new MatrixFile(peeked, interpreter) : new ExpositionFile(peeked, interpreter);
    }
}
