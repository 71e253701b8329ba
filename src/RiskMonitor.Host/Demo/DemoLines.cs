using RiskMonitor.Filing;
using RiskMonitor.Host.Filing;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Demo;

/// <summary>A file of the demo as the lines that are filed, read by the code of <c>ingest</c>.</summary>
public static class DemoLines
{
    /// <returns>The lines of what is right, and what is wrong by row and column.</returns>
    public static async Task<(ReadOnlyMemory<byte> Lines, IReadOnlyList<FilingError> Errors)> ReadAsync(
        DemoFile file, CancellationToken ct)
    {
        var content = await File.ReadAllBytesAsync(file.Path, ct);
        if (file.Format is { } format)
        {
            var declaration = file.Declare is { } declare
                ? Declaration.Read(await File.ReadAllBytesAsync(file.Beside(declare), ct))
                : Declaration.None;
            var native = NativeTape.Read(
                new MemoryStream(content), NativeFormats.Document(format)!, declaration, file.Source);
            return (native.Lines, native.Errors);
        }

        if (file.Map is not { } map)
        {
            return (content, []);
        }

        var tape = MappedTape.Read(content, await File.ReadAllBytesAsync(file.Beside(map), ct), file.Source, map);
        return (tape.Lines, tape.Errors);
    }
}
