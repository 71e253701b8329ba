using System.Text.Json;

namespace RiskMonitor.Filing;

/// <summary>The exceptions by which the framework says that text cannot be read as what it should be.</summary>
internal static class Unreadable
{
    public static bool Is(Exception exception) => exception
        is JsonException or FormatException or ArgumentException or OverflowException or InvalidOperationException
        or NotSupportedException or NodaTime.Text.UnparsableValueException;
}
