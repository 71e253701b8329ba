using System.Text;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>Exporters of which versions give a metric under a name.</summary>
internal enum NameEra
{
    Any,

    /// <summary>dcgm-exporter up to 4.8.</summary>
    Legacy,

    /// <summary>dcgm-exporter from 4.9.</summary>
    BaseUnits,
}

/// <summary>A metric that is read.</summary>
/// <param name="Times">What the number is multiplied by to be in the unit of the quantity.</param>
/// <param name="TellsAllocation">Its labels say whose work is on the device; one metric of a device says it.</param>
internal sealed record KnownMetric(
    string Name, TelemetryQuantity Quantity, double Times, NameEra Era = NameEra.Any, bool TellsAllocation = false);

/// <summary>The metrics that are read, by name. All others are passed over.</summary>
internal sealed class MetricBook
{
    private readonly Dictionary<byte[], KnownMetric>.AlternateLookup<ReadOnlySpan<byte>> byName;

    /// <param name="known">Of two of one name the last counts.</param>
    private MetricBook(IEnumerable<KnownMetric> known)
    {
        var metrics = new Dictionary<byte[], KnownMetric>(ByteKeys.Instance);
        foreach (var metric in known)
        {
            metrics[Encoding.UTF8.GetBytes(metric.Name)] = metric;
        }

        byName = metrics.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>What is declared goes before what we know.</summary>
    public static MetricBook Of(Declaration declaration, params IEnumerable<KnownMetric>[] known) => new(
    [
        .. known.SelectMany(metrics => metrics),
        .. (declaration.Exporter?.Units ?? new Dictionary<string, DeclaredMetric>()).Select(Declared),
    ]);

    public KnownMetric? Find(ReadOnlySpan<byte> name) => byName.TryGetValue(name, out var metric) ? metric : null;

    private static KnownMetric Declared(KeyValuePair<string, DeclaredMetric> unit) => new(
        unit.Key, unit.Value.Quantity, (double)unit.Value.Times,
        TellsAllocation: unit.Value.Quantity is TelemetryQuantity.EngineActiveRatio or TelemetryQuantity.GpuUtilRatio);
}
