using System.Text;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Demo;
using RiskMonitor.Host.Filing;
using RiskMonitor.Host.Oversight;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>Some lines of one reporter, filed at once.</summary>
internal sealed record Parcel(string Name, string Source, FilingMode Mode, IReadOnlyList<string> Lines)
{
    private static readonly string First = "2024-06";

    public bool Oversees => Source == OversightVerbs.Source;

    public byte[] Body => Encoding.UTF8.GetBytes(string.Concat(Lines.Select(line => $"{line}\n")));

    /// <summary>(source, id) of every line.</summary>
    public IEnumerable<string> Facts => Lines.Select(line => $"{Source} {JsonNode.Parse(line)!["id"]}");

    /// <summary>True where a day is closed: the moment at which there is the most to conclude.</summary>
    public bool Closes => Lines.Any(line => line.Contains("reporting-day-closed", StringComparison.Ordinal));

    /// <summary>
    /// The synthetic province as it would have come month by month up to the given one, each file of a month in parcels
    /// of at most so many lines, atomic and partial in turn.
    /// </summary>
    public static IReadOnlyList<Parcel> OfTheProvince(string lastMonth, int most)
    {
        var parcels = new List<Parcel>();
        var months = DemoManifest.Read()
            .Where(file => file is { Map: null, Format: null }
                && file.Folder.EndsWith("province", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file.Path).Select(line => (file.File, file.Source, Line: line)))
            .GroupBy(filed => Month(filed.Line))
            .Where(month => string.CompareOrdinal(month.Key, lastMonth) <= 0)
            .OrderBy(month => month.Key, StringComparer.Ordinal);
        foreach (var file in months.SelectMany(month => month.GroupBy(filed => (month.Key, filed.File, filed.Source))))
        {
            parcels.AddRange(file.Chunk(most).Select((lines, index) => new Parcel(
                $"{file.Key.File} of {file.Key.Key}, {index + 1}", file.Key.Source,
                (parcels.Count + index) % 2 == 0 ? FilingMode.Atomic : FilingMode.Partial,
                [.. lines.Select(filed => filed.Line)])));
        }

        return parcels;
    }

    /// <summary>What lies before the policy comes with it.</summary>
    private static string Month(string line)
    {
        var month = JsonNode.Parse(line)!["time"]!.GetValue<string>()[..First.Length];
        return string.CompareOrdinal(month, First) < 0 ? First : month;
    }
}
