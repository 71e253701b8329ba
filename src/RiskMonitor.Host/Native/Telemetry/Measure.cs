using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>What a device can measure at all.</summary>
internal static class Measure
{
    /// <summary>Ratios are quotients of counters that are read one after the other.</summary>
    private const double MostRatio = 1.001;

    private const double MostWatts = 20_000;
    private const double LeastCelsius = -60;
    private const double MostCelsius = 200;
    private const double MostBytes = 1L << 44;

    /// <summary>By these numbers, of doubles and of integers of both widths, DCGM says that there is no number: blank,
    /// not found, not supported, not allowed.</summary>
    private const double LeastBlank = 140_737_488_355_328;
    private const double MostBlank = LeastBlank + 3;
    private const double LeastBlank64 = 9_223_372_036_854_775_792; // as near as a double comes

    private const double LeastBlank32 = 2_147_483_632;
    private const double MostBlank32 = 2_147_483_647;

    /// <summary>Whether the number stands for there being none. It is not zero.</summary>
    public static bool IsNone(double raw, TelemetryQuantity quantity) => double.IsNaN(raw)
        || (quantity != TelemetryQuantity.EnergyJoules && raw is >= LeastBlank32 and <= MostBlank32
            && raw == Math.Floor(raw))
        || raw is >= LeastBlank and <= MostBlank
        || raw == LeastBlank64;

    /// <summary>The value in its unit; false where no device can have measured it.</summary>
    public static bool TryTake(double raw, TelemetryQuantity quantity, double times, out double value)
    {
        value = times < 1 ? raw / (1 / times) : raw * times; // 35 / 100 is 0.35, and 35 * 0.01 is not
        return double.IsFinite(value) && quantity switch
        {
            TelemetryQuantity.PowerWatts => value is >= 0 and <= MostWatts,
            TelemetryQuantity.EnergyJoules or TelemetryQuantity.XidError => value >= 0,
            TelemetryQuantity.MemoryUsedBytes => value is >= 0 and <= MostBytes,
            TelemetryQuantity.TemperatureCelsius => value is >= LeastCelsius and <= MostCelsius,
            TelemetryQuantity.Allocated or TelemetryQuantity.Up => value is 0 or 1,
            _ => Ratio(ref value),
        };
    }

    public static FilingError Impossible(int line, string metric, double raw) => Refusal(
        line, FilingRules.NativeValueImpossible, $"{metric} cannot be this: see the unit that it is read in.",
        raw.ToString("R", System.Globalization.CultureInfo.InvariantCulture)) with { Column = metric };

    public static FilingError Refusal(int line, FilingRule rule, string message, string? value) =>
        FilingError.Of(line, rule, pointer: null, message, value);

    private static bool Ratio(ref double value)
    {
        var isOne = value is >= 0 and <= MostRatio;
        value = Math.Min(value, 1);
        return isOne;
    }
}
