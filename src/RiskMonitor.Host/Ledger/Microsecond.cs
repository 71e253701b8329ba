using NodaTime;

namespace RiskMonitor.Host.Ledger;

/// <summary>The finest time that PostgreSQL keeps. What is finer would be cut off on the way through it.</summary>
internal static class Microsecond
{
    private const int Ticks = 10;

    public static readonly Duration One = Duration.FromTicks(Ticks);

    public static Instant Of(Instant time)
    {
        var ticks = time.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % Ticks) + Ticks) % Ticks));
    }
}
