using NodaTime;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>From a metric, its labels, a number and a time to samples; keeps what it learned of the exporter.</summary>
internal sealed class Interpreter(MetricBook book, Declaration declaration, string exporter)
{
    /// <summary>Label sets that are remembered; a fleet of ten thousand cards in ten metrics has fewer.</summary>
    private const int MostRemembered = 200_000;

    private readonly Dictionary<byte[], LabelSet> remembered = new(ByteKeys.Instance);
    private readonly ExporterProfile? declared = declaration.Exporter;
    private string? version;
    private bool isLegacy;
    private bool isBaseUnits;

    /// <summary>Rows of the last sample that was taken.</summary>
    public List<TelemetryRow> Rows { get; } = new(2);

    /// <summary>Names of two versions stand in one file: which units are whose cannot be told.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>As declared, else as far as the names tell.</summary>
    public string? Exporter => declared is not null ? $"{declared.Name} {declared.Version}"
        : version is not null ? $"{exporter} {version}"
        : isBaseUnits ? $"{exporter} 4.9 or later"
        : isLegacy ? $"{exporter} up to 4.8"
        : null;

    public KnownMetric? Find(ReadOnlySpan<byte> name) => book.Find(name);

    /// <summary>What the labels say; parsed once for each set of labels.</summary>
    public LabelSet Labels(ReadOnlySpan<byte> text)
    {
        var lookup = remembered.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(text, out var known))
        {
            return known;
        }

        if (remembered.Count >= MostRemembered)
        {
            remembered.Clear();
        }

        return lookup[text] = LabelSet.Read(text, declared?.Host);
    }

    public LabelSet Labels(Dictionary<string, string> labels) => LabelSet.Of(labels, declared?.Host);

    public void Learn(LabelSet labels) => version ??= labels.Version;

    /// <summary>Whether the name agrees with those before it and with what is declared.</summary>
    public bool Agrees(KnownMetric metric, int line)
    {
        if (metric.Era == NameEra.Any)
        {
            return true;
        }

        isLegacy |= metric.Era == NameEra.Legacy;
        isBaseUnits |= metric.Era == NameEra.BaseUnits;
        IsMixed = (isLegacy && isBaseUnits) || (metric.Era == NameEra.BaseUnits && IsDeclaredLegacy);
        if (IsMixed)
        {
            Rows.Add(new TelemetryRow(default, Measure.Refusal(
                line, FilingRules.NativeVersionsMixed, FilingRules.NativeVersionsMixed.Text, metric.Name)));
        }

        return !IsMixed;
    }

    /// <param name="at">Null where the sample carries no time.</param>
    public void Take(int line, KnownMetric metric, LabelSet labels, double raw, Instant? at)
    {
        if (Measure.IsNone(raw, metric.Quantity))
        {
            return;
        }

        var time = at ?? declared?.At;
        if (labels.Device is not { } device)
        {
            Refuse(line, labels.Wrong!.Value.Rule, labels.Wrong.Value.Message, metric.Name);
        }
        else if (time is null)
        {
            Refuse(
                line, FilingRules.NativeUndeclared,
                $"The sample carries no time, and exporter/at is not declared. {Declaration.Asked}", metric.Name);
        }
        else if (!Measure.TryTake(raw, metric.Quantity, metric.Times, out var value))
        {
            Rows.Add(new TelemetryRow(default, Measure.Impossible(line, metric.Name, raw)));
        }
        else
        {
            Rows.Add(new TelemetryRow(new Sample(line, time.Value, device, metric.Quantity, value), null));
            if (metric.TellsAllocation && labels.Allocated is { } allocated)
            {
                Rows.Add(new TelemetryRow(
                    new Sample(line, time.Value, device, TelemetryQuantity.Allocated, allocated ? 1 : 0), null));
            }
        }
    }

    public void Refuse(int line, FilingRule rule, string message, string? value) =>
        Rows.Add(new TelemetryRow(default, Measure.Refusal(line, rule, message, value)));

    /// <summary>Up to 4.8 a name that ends in its unit may still have been a number of another.</summary>
    private bool IsDeclaredLegacy => declared is { Name: "dcgm-exporter" }
        && Dcgm.DcgmFields.IsBefore49(declared.Version);
}
