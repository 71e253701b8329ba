using System.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native;

/// <summary>A native file as text, and what filing makes of it.</summary>
internal static class NativeReading
{
    public static readonly string Source = "urn:local:reporter";

    public static IReadOnlyList<FilingLine> Read(this INativeFormat format, Declaration declaration, string file) =>
        format.Read(declaration, Encoding.UTF8.GetBytes(file));

    public static IReadOnlyList<FilingLine> Read(this INativeFormat format, Declaration declaration, byte[] file) =>
        [.. new NativeFiling(format, declaration, Source).Read(new MemoryStream(file))];

    /// <summary>The facts, where nothing is wrong.</summary>
    public static IReadOnlyList<FiledFact> Facts(this IReadOnlyList<FilingLine> lines)
    {
        lines.SelectMany(line => line.Errors).ShouldBeEmpty();
        return [.. lines.Select(line => line.Fact!)];
    }

    /// <summary>Line, column and rule of all that is wrong.</summary>
    public static IReadOnlyList<(int Line, string? Column, string Rule)> Wrong(this IReadOnlyList<FilingLine> lines) =>
        [.. lines.SelectMany(line => line.Errors).Select(error => (error.Line, error.Column, error.Rule))];

    /// <summary>A CSV of the columns that are asked for: header and rows, no quotes needed.</summary>
    public static string Table(string header, params string[] rows) => string.Join('\n', [header, .. rows]) + "\n";
}
