using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native;

/// <summary>A native file filed through the same reader as everything else.</summary>
/// <param name="source">URI of the reporter in whose name it is filed.</param>
public sealed class NativeFiling(INativeFormat format, Declaration declaration, string source)
{
    private readonly FilingReader reader = new(new FilingScope(source, MayOversee: false));

    /// <summary>The facts, or errors by line and column.</summary>
    public IEnumerable<FilingLine> Read(Stream file) => Lines(file).Select(line => line.Read);

    /// <summary>The same, each with the line to file; null where it is wrong.</summary>
    public IEnumerable<(byte[]? Line, FilingLine Read)> Lines(Stream file)
    {
        foreach (var row in format.Read(file, declaration))
        {
            if (row.Errors.Count > 0)
            {
                yield return (null, new FilingLine(row.Line, Fact: null, row.Errors));
                continue;
            }

            foreach (var fact in row.Facts)
            {
                var line = EventLine.Of(fact.By(source), source);
                var read = reader.Read(line, row.Line);
                yield return (read.Fact is null ? null : line, read);
            }
        }
    }
}
