using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native;

/// <summary>A native file as the lines that are filed; what is wrong is named by row and column.</summary>
/// <param name="Lines">NDJSON of what is right.</param>
public sealed record NativeTape(ReadOnlyMemory<byte> Lines, IReadOnlyList<FilingError> Errors)
{
    public static NativeTape Read(Stream file, INativeFormat format, Declaration declaration, string source)
    {
        var lines = new MemoryStream();
        var errors = new List<FilingError>();
        foreach (var (line, read) in new NativeFiling(format, declaration, source).Lines(file))
        {
            errors.AddRange(read.Errors);
            lines.Write(line);
            lines.Write(line is null ? [] : "\n"u8);
        }

        return new NativeTape(lines.GetBuffer().AsMemory(0, (int)lines.Length), errors);
    }
}
