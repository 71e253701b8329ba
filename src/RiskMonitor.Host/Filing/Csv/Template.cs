using System.Globalization;
using System.Text.RegularExpressions;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>Texts with <c>{column}</c> for a cell of the row and <c>{#line}</c> for its line in the file.</summary>
internal static partial class Template
{
    public static IEnumerable<string> Columns(string template) =>
        Hole().Matches(template).Select(hole => hole.Groups[1].Value).Where(name => name != "#line");

    public static string Fill(string template, int line, Func<string, string> cell) => Hole().Replace(
        template,
        hole => hole.Groups[1].Value == "#line"
            ? line.ToString(CultureInfo.InvariantCulture)
            : cell(hole.Groups[1].Value));

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Hole();
}
