using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>A sample of a card where it sits.</summary>
/// <param name="Place">Within the host. Two devices at one place are a card and what replaced it: one card.</param>
public readonly record struct PlacedSample(
    string Host, string Place, string Device, Instant At, TelemetryQuantity Quantity, double Value)
    : IComparable<PlacedSample>
{
    public static bool operator <(PlacedSample left, PlacedSample right) => left.CompareTo(right) < 0;

    public static bool operator >(PlacedSample left, PlacedSample right) => left.CompareTo(right) > 0;

    public static bool operator <=(PlacedSample left, PlacedSample right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PlacedSample left, PlacedSample right) => left.CompareTo(right) >= 0;

    /// <summary>Place by place, in the order of time; of two values that one device gave at once the lower comes
    /// first. <see cref="UseDay"/> takes samples in this order, so that theirs in the file cannot matter.</summary>
    public int CompareTo(PlacedSample other)
    {
        var order = string.CompareOrdinal(Host, other.Host);
        order = order != 0 ? order : string.CompareOrdinal(Place, other.Place);
        order = order != 0 ? order : At.CompareTo(other.At);
        order = order != 0 ? order : Quantity.CompareTo(other.Quantity);
        order = order != 0 ? order : string.CompareOrdinal(Device, other.Device);
        return order != 0 ? order : Value.CompareTo(other.Value);
    }
}
