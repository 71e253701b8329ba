using System.Text;
using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native.Telemetry;

/// <summary>Files of samples, read as the program reads them.</summary>
internal static class Scrape
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 31, 12, 0);

    /// <summary>A node whose exporter does not say its host or time.</summary>
    public static readonly Declaration Node = With(new ExporterProfile("dcgm-exporter", "4.8.0"));

    public static Declaration With(ExporterProfile exporter) => Declaration.None with
    {
        Exporter = exporter with { Host = exporter.Host ?? "gpu-a-1", At = exporter.At ?? Noon },
    };

    public static (List<Sample> Samples, List<(int Line, string Rule)> Errors, string? Exporter) Read(
        string format, string text, Declaration? declaration = null)
    {
        var file = NativeFormats.OfDevices(format)!.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), declaration ?? Declaration.None);
        var rows = file.Rows().ToList();
        return (
            [.. rows.Where(row => row.Error is null).Select(row => row.Sample)],
            [.. rows.Where(row => row.Error is not null).Select(row => (row.Error!.Line, row.Error.Rule))],
            file.Exporter);
    }

    public static IEnumerable<(TelemetryQuantity, double)> Values(this IEnumerable<Sample> samples) =>
        samples.Select(sample => (sample.Quantity, sample.Value));
}
