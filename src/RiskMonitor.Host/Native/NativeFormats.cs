using RiskMonitor.Host.Native.Alibaba;
using RiskMonitor.Host.Native.Attestation;
using RiskMonitor.Host.Native.AwsCur;
using RiskMonitor.Host.Native.Camt;
using RiskMonitor.Host.Native.Dcgm;
using RiskMonitor.Host.Native.Focus;
using RiskMonitor.Host.Native.Huawei;
using RiskMonitor.Host.Native.Inspection;
using RiskMonitor.Host.Native.LessorInvoice;
using RiskMonitor.Host.Native.LlmGateway;
using RiskMonitor.Host.Native.Meter;
using RiskMonitor.Host.Native.NpuExporter;
using RiskMonitor.Host.Native.NvidiaSmi;
using RiskMonitor.Host.Native.Payments;
using RiskMonitor.Host.Native.Prometheus;
using RiskMonitor.Host.Native.Sacct;
using RiskMonitor.Host.Native.Tencent;

namespace RiskMonitor.Host.Native;

/// <summary>Every native format that is read, in the order of the names.</summary>
public static class NativeFormats
{
    /// <summary>Files that say facts.</summary>
    public static readonly IReadOnlyList<INativeFormat> Documents =
    [
        new AlibabaFormat(), new AttestationFormat(), new AwsCurFormat(), new CamtFormat(), new FocusFormat(),
        new HuaweiFormat(), new InspectionFormat(), new LessorInvoiceFormat(), new LlmGatewayFormat(),
        new MeterFormat(), new SacctFormat(), new StatementFormat(), new TencentFormat(),
    ];

    /// <summary>Files of samples of devices.</summary>
    public static readonly IReadOnlyList<ITelemetryFormat> Telemetry =
        [new DcgmFormat(), new NpuExporterFormat(), new NvidiaSmiFormat(), new PrometheusFormat()];

    public static IEnumerable<string> Names =>
        Documents.Select(format => format.Name).Concat(Telemetry.Select(format => format.Name))
            .Order(StringComparer.Ordinal);

    public static ITelemetryFormat? OfDevices(string name) => Telemetry.FirstOrDefault(format => format.Name == name);

    public static INativeFormat? Document(string name) => Documents.FirstOrDefault(format => format.Name == name);
}
