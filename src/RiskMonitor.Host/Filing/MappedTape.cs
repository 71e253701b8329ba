using System.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Filing.Csv;

namespace RiskMonitor.Host.Filing;

/// <summary>
/// Anybody's table, by a mapping file, as the lines that are filed; what is wrong is named by row and column.
/// </summary>
/// <param name="Lines">NDJSON of the rows that are right.</param>
public sealed record MappedTape(ReadOnlyMemory<byte> Lines, IReadOnlyList<FilingError> Errors)
{
    /// <exception cref="CommandFailedException">The mapping file itself cannot be read.</exception>
    public static MappedTape Read(byte[] table, byte[] map, string source, string mapName)
    {
        CsvMap mapping;
        try
        {
            mapping = CsvMap.Read(map);
        }
        catch (Exception broken) when (broken is FormatException or System.Text.Json.JsonException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{mapName}: {broken.Message}", broken);
        }

        var filing = new CsvFiling(mapping, source);
        var reader = new FilingReader(new FilingScope(source, MayOversee: false));
        var errors = filing.Read(new MemoryStream(table), reader).SelectMany(line => line.Errors).ToList();
        var wrong = errors.Select(error => error.Line).ToHashSet();
        var lines = new StringBuilder();
        foreach (var line in filing.Lines(new MemoryStream(table)))
        {
            if (line.Json is { } json && !wrong.Contains(line.Line))
            {
                lines.Append(json).Append('\n');
            }
        }

        return new MappedTape(Encoding.UTF8.GetBytes(lines.ToString()), errors);
    }
}
