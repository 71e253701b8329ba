using NodaTime;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Allocated, active and offline card-hours of one pool by day, from the blocks that were reported.</summary>
/// <remarks>
/// A window counts for the local day in which it starts. Where scheduler and telemetry both cover a day, the
/// scheduler's hours count: one of them has to, and the choice must not depend on who filed first. A block whose
/// active share of allocated hours falls below the floor under another exporter version than the last accepted block
/// of its source is a change of unit: its days are rejected until it is corrected, and so are the blocks that follow
/// it in the new unit.
/// </remarks>
internal sealed class HoursLedger(DateTimeZone zone, decimal activeShareFloor)
{
    private readonly Track scheduler = new();
    private readonly Track telemetry = new();
    private int firstDay = int.MaxValue;
    private int lastDay = int.MinValue;
    private int dirty;
    private Total[] totals = []; // running totals up to and including the day before the index

    public bool IsEmpty => lastDay < firstDay;

    /// <summary>Whether the block can be appended; otherwise the ledger has to be built anew.</summary>
    public bool Follows(Stated<UtilizationReported> block) => TrackOf(block).Follows(block);

    public void Append(Stated<UtilizationReported> block)
    {
        var track = TrackOf(block);
        var rejected = track.Take(block, activeShareFloor);
        var data = block.Data;
        var time = data.Start;
        var day = time.InZone(zone).Date;
        var number = Months.DayNumber(day);
        var until = zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
        var slot = default(Slot);
        var stepTicks = data.Step.BclCompatibleTicks;
        for (var window = 0; window < data.Allocated.Count; window++)
        {
            while (time >= until)
            {
                Put(track, number, slot);
                slot = default;
                day = day.PlusDays(1);
                number++;
                until = zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
            }

            slot.Allocated += data.Allocated[window].Value;
            slot.Active += data.Active[window].Value;
            slot.Offline += data.Offline[window].Value;
            slot.Ticks += stepTicks;
            slot.Rejected |= rejected;
            time += data.Step;
        }

        Put(track, number, slot);
    }

    /// <summary>Sums over the days from the first to the last, both included.</summary>
    public Hours Between(int first, int last)
    {
        if (first < firstDay || last > lastDay)
        {
            return new Hours(0m, 0m, 0m, IsComplete: false, IsRejected: false);
        }

        Refresh();
        var (before, after) = (totals[first - firstDay], totals[last + 1 - firstDay]);
        return new Hours(
            after.Allocated - before.Allocated,
            after.Active - before.Active,
            after.Offline - before.Offline,
            after.Covered - before.Covered == last + 1 - first,
            after.Rejected > before.Rejected);
    }

    /// <summary>Sums over those of the days that are covered whole, and how many these are.</summary>
    public (decimal Allocated, decimal Active, decimal Offline, int Days) Partly(int first, int last)
    {
        var (from, to) = (Math.Max(first, firstDay), Math.Min(last, lastDay));
        if (from > to)
        {
            return default;
        }

        var hours = Between(from, to);
        return (hours.Allocated, hours.Active, hours.Offline, Covered(from, to));
    }

    /// <summary>Days that are covered whole, of those from the first to the last.</summary>
    public int Covered(int first, int last)
    {
        var (from, to) = (Math.Max(first, firstDay), Math.Min(last, lastDay));
        if (from > to)
        {
            return 0;
        }

        Refresh();
        return totals[to + 1 - firstDay].Covered - totals[from - firstDay].Covered;
    }

    private Track TrackOf(Stated<UtilizationReported> block) =>
        block.Data.Profile.Source == SourceKind.Scheduler ? scheduler : telemetry;

    private void Put(Track track, int day, Slot slot)
    {
        if (slot.Ticks == 0)
        {
            return;
        }

        if (day < firstDay)
        {
            dirty = int.MinValue; // the base of the running totals moves
        }

        // Where a gap is left behind, the totals of its days have to be made as well.
        dirty = Math.Min(dirty, IsEmpty ? day : Math.Min(day, lastDay + 1));
        (firstDay, lastDay) = (Math.Min(firstDay, day), Math.Max(lastDay, day));
        track.Put(day, slot);
    }

    private void Refresh()
    {
        var days = lastDay + 1 - firstDay;
        if (dirty > lastDay)
        {
            return;
        }

        if (totals.Length < days + 1)
        {
            Array.Resize(ref totals, Math.Max(days + 1, totals.Length * 2));
        }

        for (var index = Math.Max(dirty - (long)firstDay, 0L); index < days; index++)
        {
            var slot = Chosen(firstDay + (int)index);
            var before = totals[index];
            totals[index + 1] = new Total(
                before.Allocated + slot.Allocated,
                before.Active + slot.Active,
                before.Offline + slot.Offline,
                before.Covered + (slot.Ticks > 0 ? 1 : 0),
                before.Rejected + (slot.Rejected ? 1 : 0));
        }

        dirty = int.MaxValue;
    }

    /// <summary>The scheduler's day if whole, else the telemetry's if whole, else nothing.</summary>
    private Slot Chosen(int day)
    {
        if (scheduler[day] is { Ticks: > 0 } scheduled && IsWhole(day, scheduled))
        {
            return scheduled;
        }

        return telemetry[day] is { Ticks: > 0 } measured && IsWhole(day, measured) ? measured : default;
    }

    private bool IsWhole(int number, Slot slot)
    {
        if (slot.Ticks >= NodaConstants.TicksPerDay)
        {
            return true;
        }

        var day = Months.Day(number);
        var length = zone.AtStartOfDay(day.PlusDays(1)).ToInstant() - zone.AtStartOfDay(day).ToInstant();
        return slot.Ticks >= length.BclCompatibleTicks;
    }

    private readonly record struct Total(
        decimal Allocated, decimal Active, decimal Offline, int Covered, int Rejected);

    private record struct Slot(decimal Allocated, decimal Active, decimal Offline, long Ticks, bool Rejected);

    /// <summary>Blocks of one source, in the order of their valid time.</summary>
    private sealed class Track
    {
        private Slot[] slots = [];
        private int firstDay;
        private string? version;
        private bool wasAbove;
        private (Instant Time, long Position) last = (Instant.MinValue, -1);

        public Slot this[int day] =>
            day >= firstDay && day - firstDay < slots.Length ? slots[day - firstDay] : default;

        public bool Follows(Stated<UtilizationReported> block) => block.ValidTime > last.Time
            || (block.ValidTime == last.Time && block.Position > last.Position);

        /// <summary>Takes the block as the last one; true when it looks like a change of unit.</summary>
        public bool Take(Stated<UtilizationReported> block, decimal floor)
        {
            last = (block.ValidTime, block.Position);
            var above = IsAbove(block.Data, floor);
            if (!above && wasAbove && version is not null
                && !string.Equals(version, block.Data.Profile.ExporterVersion, StringComparison.Ordinal))
            {
                return true;
            }

            (version, wasAbove) = (block.Data.Profile.ExporterVersion, above);
            return false;
        }

        /// <summary>
        /// A second block over the same hours replaces the first; one over other hours of the day adds.
        /// </summary>
        public void Put(int day, Slot slot)
        {
            if (slots.Length == 0)
            {
                (firstDay, slots) = (day, new Slot[64]);
            }

            if (day < firstDay)
            {
                var longer = new Slot[slots.Length + firstDay - day];
                slots.CopyTo(longer, firstDay - day);
                (firstDay, slots) = (day, longer);
            }

            if (day - firstDay >= slots.Length)
            {
                Array.Resize(ref slots, Math.Max(day - firstDay + 1, slots.Length * 2));
            }

            ref var kept = ref slots[day - firstDay];
            kept = kept.Ticks == 0 || kept.Ticks + slot.Ticks > NodaConstants.TicksPerDay
                ? slot
                : new Slot(
                    kept.Allocated + slot.Allocated,
                    kept.Active + slot.Active,
                    kept.Offline + slot.Offline,
                    kept.Ticks + slot.Ticks,
                    kept.Rejected || slot.Rejected);
        }

        private static bool IsAbove(UtilizationReported block, decimal floor)
        {
            var (allocated, active) = (0m, 0m);
            for (var window = 0; window < block.Allocated.Count; window++)
            {
                allocated += block.Allocated[window].Value;
                active += block.Active[window].Value;
            }

            return allocated == 0m || active >= allocated * floor;
        }
    }
}

/// <summary>Card-hours over some days.</summary>
/// <param name="IsComplete">Every one of the days is covered.</param>
/// <param name="IsRejected">At least one of the days is in a block that looks like a change of unit.</param>
internal readonly record struct Hours(
    decimal Allocated, decimal Active, decimal Offline, bool IsComplete, bool IsRejected);
