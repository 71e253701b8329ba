using System.Globalization;
using NodaTime;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Filing.Checks;

/// <summary>
/// What of a block of use is impossible on its face. That hours exceed others is not: it is a finding, and a fact.
/// </summary>
internal static class UseChecks
{
    public static void Check(UtilizationReported use, Findings findings)
    {
        Windows(use.Allocated.Count, use.Step, "/data/allocated", findings);
        findings.Text(use.Profile.ExporterVersion, "/data/profile/exporterVersion");
        Equal(use.Active.Count, use.Allocated.Count, "/data/active", findings);
        Equal(use.Offline.Count, use.Allocated.Count, "/data/offline", findings);
        Hours(use.Allocated, "/data/allocated", findings);
        Hours(use.Active, "/data/active", findings);
        Hours(use.Offline, "/data/offline", findings);
        Deeper(use.SmActive, use, "/data/smActive", findings);
        Deeper(use.TensorActive, use, "/data/tensorActive", findings);
    }

    public static void Check(TelemetryReceived received, Findings findings)
    {
        findings.Text(received.Format, "/data/format");
        findings.Text(received.Exporter, "/data/exporter");
        findings.Sha256(received.Sha256, "/data/sha256");
        findings.Count(received.Samples, 1, "/data/samples");
        findings.Count(received.Devices, 1, "/data/devices");
        Follows(received.From, received.To, "/data/to", findings);
        findings.Count(received.Gaps.Count, 0, "/data/gaps", FilingLimits.WindowsPerBlock);
        for (var i = 0; i < received.Gaps.Count; i++)
        {
            Follows(received.Gaps[i].From, received.Gaps[i].To, Pointer.To("/data/gaps", i), findings);
        }
    }

    public static void Check(EnergyMetered energy, Findings findings)
    {
        Windows(energy.Energy.Count, energy.Step, "/data/energy", findings);
        findings.Text(energy.Meter, "/data/meter");
        for (var i = 0; i < energy.Energy.Count; i++)
        {
            if (energy.Energy[i].Value < 0m)
            {
                findings.NotNegative(energy.Energy[i].Value, Pointer.To("/data/energy", i));
            }
        }
    }

    public static void Check(TokensServed tokens, Findings findings)
    {
        Windows(tokens.Served.Count, tokens.Step, "/data/served", findings);
        findings.Text(tokens.Model, "/data/model");
        for (var i = 0; i < tokens.Served.Count; i++)
        {
            var counts = tokens.Served[i];
            var least = Math.Min(Math.Min(counts.Input, counts.CachedInput), Math.Min(counts.Output, counts.Reasoning));
            if (least < 0)
            {
                findings.NotNegative(least, Pointer.To("/data/served", i));
            }
        }

        if (tokens.PricePerMillion.OrNull() is { } prices)
        {
            Price(prices.Input, "input");
            Price(prices.CachedInput, "cachedInput");
            Price(prices.Output, "output");
            Price(prices.Reasoning, "reasoning");

            void Price(Money price, string kind)
            {
                findings.NotNegative(price, $"/data/pricePerMillion/{kind}");
                findings.OneCurrency(prices.Input.Currency, price, $"/data/pricePerMillion/{kind}");
            }
        }
    }

    private static void Follows(Instant from, Instant to, string pointer, Findings findings)
    {
        if (to < from)
        {
            findings.Add(
                FilingRules.EndBeforeStart, pointer, NodaTime.Text.InstantPattern.ExtendedIso.Format(to));
        }
    }

    private static void Deeper(
        Sequence<CardHours>? hours, UtilizationReported use, string pointer, Findings findings)
    {
        if (hours is not null)
        {
            Equal(hours.Count, use.Allocated.Count, pointer, findings);
            Hours(hours, pointer, findings);
        }
    }

    private static void Windows(int count, Duration step, string pointer, Findings findings)
    {
        if (count < 1 || count > FilingLimits.WindowsPerBlock)
        {
            findings.Add(FilingRules.WindowCount, pointer, count.ToString(CultureInfo.InvariantCulture));
        }

        // What divides an hour divides a day.
        var nanoseconds = step.ToInt64Nanoseconds();
        if (nanoseconds <= 0 || NodaConstants.NanosecondsPerDay % nanoseconds != 0)
        {
            findings.Add(
                FilingRules.WindowStep, "/data/step", NodaTime.Text.DurationPattern.JsonRoundtrip.Format(step));
        }
    }

    private static void Equal(int count, int expected, string pointer, Findings findings)
    {
        if (count != expected)
        {
            findings.Add(
                FilingRules.WindowsUnequal,
                pointer,
                count.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"There are {expected} windows of allocated hours."));
        }
    }

    private static void Hours(Sequence<CardHours> hours, string pointer, Findings findings)
    {
        for (var i = 0; i < hours.Count; i++)
        {
            if (hours[i].Value < 0m)
            {
                findings.NotNegative(hours[i].Value, Pointer.To(pointer, i));
            }
        }
    }
}
