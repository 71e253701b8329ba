using System.Globalization;
using System.Text;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Demo;

/// <summary>
/// A week of p02 as operator A's Prometheus kept it: the answer of a range query with one sample an hour of each card,
/// of an exporter before 4.9, in place of what the scheduler would have said of these days.
/// </summary>
internal static class SampleFile
{
    public static readonly FiledTable Table = new("samples", Holds, entry => entry, Bytes)
    {
        Extension = ".json", Format = "prometheus", Declare = "operator-a-samples.declaration.json",
    };

    private const int Cards = 96;
    private const int PerHost = 8;

    private static bool Holds(int round, Entry entry) =>
        entry.Data is UtilizationReported { Profile.Source: SourceKind.Telemetry };

    private static byte[] Bytes(IReadOnlyList<Entry> entries)
    {
        var use = (UtilizationReported)entries.Single().Data;
        return Encoding.UTF8.GetBytes(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[\n"
            + string.Join(",\n", Enumerable.Range(0, Cards).Select(card => Series(use, card))) + "\n]}}\n");
    }

    /// <summary>The first cards run, as many as were active in the hour.</summary>
    private static string Series(UtilizationReported use, int card)
    {
        var values = use.Active.Select((active, hour) => string.Create(
            CultureInfo.InvariantCulture,
            $"[{(use.Start + (use.Step * hour)).ToUnixTimeSeconds()},\"{(card < active.Value ? 1 : 0)}\"]"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"metric":{"__name__":"DCGM_FI_PROF_GR_ENGINE_ACTIVE","Hostname":"p02-{{card / PerHost:00}}",
            """ + $"\"gpu\":\"{card % PerHost}\",\"UUID\":\"SYN-P02-{card + 1:0000}\"}},\"values\":[")
            + string.Join(",", values) + "]}";
    }
}
