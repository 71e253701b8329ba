using RiskMonitor.Host.Native.Focus;
using RiskMonitor.Host.Native.Inspection;

namespace RiskMonitor.Host.Native;

/// <summary>Every native format that is read, in the order of the names.</summary>
public static class NativeFormats
{
    /// <summary>Files that say facts.</summary>
    public static readonly IReadOnlyList<INativeFormat> Documents = [new FocusFormat(), new InspectionFormat()];

    /// <summary>Files of samples of devices.</summary>
    public static readonly IReadOnlyList<ITelemetryFormat> Telemetry = [];

    public static IEnumerable<string> Names =>
        Documents.Select(format => format.Name).Concat(Telemetry.Select(format => format.Name))
            .Order(StringComparer.Ordinal);

    public static INativeFormat? Document(string name) => Documents.FirstOrDefault(format => format.Name == name);
}
