using NodaTime;
using RiskMonitor.Host.Native;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Telemetry;

/// <summary>
/// One day (UTC) of one pool, from samples to card-hours. Pure: the same samples say the same, in whatever order
/// and in however many files they came.
/// </summary>
/// <remarks>
/// An hour is cut into slots that are a few scrapes long. What a card gave within a slot is averaged; a card that gave
/// nothing in a slot did not answer in it. A place holds one card, so that no card ever has more than its hours. An
/// hour counts when something of the pool was heard in all its slots but one at most: otherwise it was the collector
/// that was not there, and nothing is known of the cards.
/// </remarks>
/// <param name="groupOf">Which declared group a host belongs to.</param>
/// <param name="scrapeSeconds">How often a device should answer.</param>
public sealed class UseDay(LocalDate day, Func<string, DeviceGroup> groupOf, int scrapeSeconds)
{
    private const int MinutesPerHour = 60;
    private const int Hours = 24;
    private const int Places = 6;

    /// <summary>Of the time in which cards answered, so much may be without a measure of their activity.</summary>
    private const double MostUnmeasured = 0.1;

    private static readonly int[] Lengths = [5, 10, 15, 20, 30, 60];

    private readonly Instant start = day.AtMidnight().InUtc().ToInstant();
    private readonly PlaceSlots slots = new(Hours * MinutesPerHour / SlotMinutes(scrapeSeconds));
    private readonly bool[] heard = new bool[Hours * MinutesPerHour / SlotMinutes(scrapeSeconds)];
    private readonly Dictionary<DeviceGroup, int> seen = new(ReferenceEqualityComparer.Instance);
    private readonly HourSums[] sums = new HourSums[Hours];
    private PlacedSample? last;
    private bool byGpuUtil;
    private bool knowsAllocation;
    private (double Answered, double Measured, double Sm, double Tensor) time;

    /// <summary>Minutes of a slot: at least two scrapes.</summary>
    public static int SlotMinutes(int scrapeSeconds) =>
        Lengths.First(minutes => minutes * MinutesPerHour >= Math.Min(scrapeSeconds * 2, 3_600));

    /// <summary>In the order of <see cref="PlacedSample.CompareTo"/>; of other days there are none.</summary>
    public void Add(in PlacedSample sample)
    {
        if (last is { } before)
        {
            if (before.Host != sample.Host || before.Place != sample.Place)
            {
                Flush(before.Host);
            }
            else if (before.At == sample.At && before.Quantity == sample.Quantity && before.Device == sample.Device)
            {
                return; // scraped twice; where the two differ, the lower counts
            }
        }

        last = sample;
        var slot = (int)((sample.At - start).TotalMinutes / SlotMinutes(scrapeSeconds));
        slots.Add(slot, sample.Quantity, sample.Value);
        heard[slot] = true;
        knowsAllocation |= sample.Quantity == TelemetryQuantity.Allocated;
    }

    public DayOfUse End()
    {
        if (last is { } before)
        {
            Flush(before.Host);
            last = null;
        }

        var isMeasured = time.Answered > 0 && time.Measured >= time.Answered * (1 - MostUnmeasured);
        var runs = new List<UseRun>();
        for (var hour = 0; hour < Hours && isMeasured; hour++)
        {
            if (IsWhole(hour) && (hour == 0 || !IsWhole(hour - 1) || runs.Count == 0))
            {
                runs.Add(new UseRun(start + Duration.FromHours(hour)));
            }

            if (IsWhole(hour))
            {
                Say(runs[^1], sums[hour]);
            }
        }

        return new DayOfUse(isMeasured, byGpuUtil, knowsAllocation, runs);
    }

    private void Say(UseRun run, HourSums sum)
    {
        run.Allocated.Add(Round(knowsAllocation ? sum.Allocated : sum.Busy));
        run.Active.Add(Round(sum.Active));
        run.Offline.Add(Round(Math.Max(0, Expected() - sum.Answered)));
        if (time.Sm >= time.Answered * (1 - MostUnmeasured))
        {
            run.Sm.Add(Round(sum.Sm));
        }

        if (time.Tensor >= time.Answered * (1 - MostUnmeasured))
        {
            run.Tensor.Add(Round(sum.Tensor));
        }
    }

    /// <summary>Cards that should answer: as declared, but never fewer than were seen.</summary>
    private double Expected() => seen.Sum(
        group => Math.Max(group.Key.Cards ?? 0, Math.Ceiling(group.Value / (double)group.Key.DiesPerCard)));

    private bool IsWhole(int hour)
    {
        var perHour = slots.Count / Hours;
        return heard.AsSpan(hour * perHour, perHour).Count(true) >= Math.Max(1, perHour - 1);
    }

    private void Flush(string host)
    {
        var group = groupOf(host);
        seen[group] = seen.GetValueOrDefault(group) + 1;
        var perHour = slots.Count / Hours;
        var share = 1.0 / perHour / group.DiesPerCard;
        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots.IsHeard(slot))
            {
                Put(ref sums[slot / perHour], slot, share * slots.Up(slot));
            }
        }

        slots.Clear();
    }

    private void Put(ref HourSums sum, int slot, double answered)
    {
        var active = slots.Active(slot);
        byGpuUtil |= active is not null && !slots.HasEngine;
        time.Answered += answered;
        time.Measured += active is null ? 0 : answered;
        time.Sm += slots.Sm(slot) is null ? 0 : answered;
        time.Tensor += slots.Tensor(slot) is null ? 0 : answered;
        sum.Answered += answered;
        sum.Active += answered * (active ?? 0);
        sum.Busy += active > 0 ? answered : 0;
        sum.Allocated += answered * (slots.Allocated(slot) ?? 0);
        sum.Sm += answered * (slots.Sm(slot) ?? 0);
        sum.Tensor += answered * (slots.Tensor(slot) ?? 0);
    }

    private static CardHours Round(double hours) => new(Math.Round((decimal)hours, Places));

    private struct HourSums
    {
        public double Answered;
        public double Active;
        public double Busy;
        public double Allocated;
        public double Sm;
        public double Tensor;
    }
}
