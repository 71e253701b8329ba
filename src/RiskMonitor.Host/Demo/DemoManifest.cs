using System.Text.Json;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Demo;

/// <summary>
/// Which files the demo files, in which order and as whom: filings.json of each track below specs/demo.
/// </summary>
public static class DemoManifest
{
    private static readonly string[] Tracks = ["listed-lessor", "synthetic-province"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "specs", "demo");

    /// <summary>In the order of filing; the last one is the correction whose effect the demo shows.</summary>
    /// <exception cref="CommandFailedException">The files that belong to the program are not beside it.</exception>
    public static IReadOnlyList<DemoFile> Read() => [.. Tracks.SelectMany(Track)];

    private static IEnumerable<DemoFile> Track(string track)
    {
        var folder = Path.Combine(Folder, track);
        var manifest = Path.Combine(folder, "filings.json");
        return File.Exists(manifest)
            ? JsonSerializer.Deserialize<DemoFile[]>(File.ReadAllText(manifest), JsonSerializerOptions.Web)!
                .Select(file => file with { Folder = folder })
            : throw new CommandFailedException(ExitCode.Unavailable, $"The demo's files are missing: {manifest}.");
    }
}

/// <param name="File">Name within its track's folder.</param>
/// <param name="Map">Mapping file of a CSV tape; absent for NDJSON.</param>
/// <param name="Format">Native format, as <c>ingest --format</c> names it; absent for NDJSON.</param>
/// <param name="Declare">Declaration of a native file.</param>
/// <param name="Covers">What the file is complete for.</param>
public sealed record DemoFile(
    string File, string Source, string? Map = null, DemoCover? Covers = null, string Folder = "",
    string? Format = null, string? Declare = null)
{
    public string Path => Beside(File);

    /// <summary>Whether it holds samples of cards, which go into their table and not among the events.</summary>
    public bool IsOfSamples => Format is { } format && NativeFormats.OfDevices(format) is not null;

    /// <summary>Path of another file of the track, as a mapping.</summary>
    public string Beside(string name) => System.IO.Path.Combine(Folder, name);
}

public sealed record DemoCover(string Kind, string From, string To)
{
    public override string ToString() => $"{Kind}:{From}..{To}";
}
