using System.Globalization;

namespace RiskMonitor.Filing;

/// <summary>JSON pointers, RFC 6901.</summary>
internal static class Pointer
{
    public static string To(string parent, string member) => member.AsSpan().ContainsAny('~', '/')
        ? $"{parent}/{member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}"
        : $"{parent}/{member}";

    public static string To(string parent, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{parent}/{index}");
}
