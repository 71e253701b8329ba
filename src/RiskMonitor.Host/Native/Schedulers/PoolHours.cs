using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Host.Native.Schedulers;

/// <summary>All cards of one pool that jobs held, by the hour: a block for each local day.</summary>
/// <param name="format">As <c>sacct</c>.</param>
internal sealed class PoolHours(string format, ScheduledPool pool, SchedulerUse use, DateTimeZone zone)
{
    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly decimal SecondsPerHour = 3_600m;

    private readonly SortedDictionary<Instant, Change> changes = [];

    /// <param name="cards">Held from the one time to the other.</param>
    /// <param name="active">Of these, how many worked on average.</param>
    public void Add(int line, Instant from, Instant to, decimal cards, decimal active)
    {
        var (first, last) = (Instant.Max(from, use.From), Instant.Min(to, use.To));
        if (first < last)
        {
            Put(first, new Change(cards, active, line));
            Put(last, new Change(-cards, -active, int.MaxValue));
        }
    }

    public IEnumerable<NativeRow> Rows(WithheldDays withheld)
    {
        if (changes.Count == 0)
        {
            yield return NativeRow.Wrong(
                1, FilingRules.NativeUndeclared, column: null,
                $"No job that could be read held a card of {pool.Pool} in the declared hours: whether it stood idle, "
                + "or is not in the file, cannot be told, and nothing is said of it.",
                pool.Pool.Value);
            yield break;
        }

        var sweep = new Sweep(changes);
        foreach (var day in use.Days(zone))
        {
            var start = Instant.Max(use.From, zone.AtStartOfDay(day).ToInstant());
            var end = Instant.Min(use.To, zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
            var hours = sweep.Hours(start, end);
            if (hours.Find(hour => hour.Most > pool.Cards) is { } over)
            {
                yield return NativeRow.Wrong(
                    over.Line, FilingRules.NativeValueImpossible, column: null,
                    $"In the hour from {InstantPattern.ExtendedIso.Format(over.Start)} jobs held "
                    + $"{CanonicalDecimal.Write(over.Most)} cards of {pool.Pool} at once, which has "
                    + FormattableString.Invariant($"{pool.Cards}. Nothing is said of that day."),
                    CanonicalDecimal.Write(over.Most));
            }
            else if (!withheld.Holds(day))
            {
                yield return Block(hours);
            }
        }
    }

    private NativeRow Block(List<HeldHour> hours)
    {
        var start = hours[0].Start;
        var (allocated, active) = (new List<CardHours>(hours.Count), new List<CardHours>(hours.Count));
        var (seconds, said) = (0m, 0m);
        foreach (var hour in hours)
        {
            // A third of an hour has no last decimal: what has been said is kept equal to the sum, so a day's hours
            // are the day's seconds.
            seconds += hour.Held;
            var sum = ExactNumber.Filed(seconds / SecondsPerHour);
            allocated.Add(new CardHours(sum - said));
            active.Add(use.Active == ActiveHours.Allocated ? allocated[^1] : new CardHours(
                Math.Min(ExactNumber.Filed(hour.Worked / SecondsPerHour), sum - said)));
            said = sum;
        }

        var by = use.Active == ActiveHours.Allocated ? "active where allocated" : "active by gres/gpuutil";
        return NativeRow.Of(
            hours.Min(hour => hour.Line),
            new NativeFact(
                NativeId.Of(format, pool.Pool.Value, InstantPattern.ExtendedIso.Format(start)),
                start, Evidence.Inferred, $"{format} of {pool.Pool}",
                new UtilizationReported(
                    pool.Pool, start, Hour, new UnitProfile(SourceKind.Scheduler, $"{format}, {by}"),
                    [.. allocated], [.. active], [.. hours.Select(_ => new CardHours(0m))])));
    }

    private void Put(Instant time, Change change)
    {
        var there = changes.GetValueOrDefault(time, new Change(0m, 0m, int.MaxValue));
        changes[time] = new Change(
            there.Cards + change.Cards, there.Active + change.Active, Math.Min(there.Line, change.Line));
    }

    /// <summary>What is held more or less from a moment on.</summary>
    /// <param name="Line">First of the jobs that begin then.</param>
    private readonly record struct Change(decimal Cards, decimal Active, int Line);

    /// <param name="Held">Card-seconds.</param>
    /// <param name="Worked">Card-seconds.</param>
    /// <param name="Most">Cards at once.</param>
    /// <param name="Line">Of the last job that began.</param>
    private sealed record HeldHour(Instant Start, decimal Held, decimal Worked, decimal Most, int Line);

    /// <summary>Goes through the changes once, hour by hour.</summary>
    private sealed class Sweep(SortedDictionary<Instant, Change> changes)
    {
        private readonly Queue<KeyValuePair<Instant, Change>> ahead = new(changes);
        private decimal cards;
        private decimal active;
        private int line = 1;

        public List<HeldHour> Hours(Instant start, Instant end)
        {
            var hours = new List<HeldHour>();
            for (var time = start; time < end; time += Hour)
            {
                hours.Add(Next(time));
            }

            return hours;
        }

        private HeldHour Next(Instant start)
        {
            var (held, worked, most, lastLine) = (0m, 0m, 0m, line);
            var (time, end) = (start, start + Hour);
            while (time < end)
            {
                while (ahead.TryPeek(out var change) && change.Key <= time)
                {
                    (cards, active) = (cards + change.Value.Cards, active + change.Value.Active);
                    line = change.Value.Line == int.MaxValue ? line : change.Value.Line;
                    ahead.Dequeue();
                }

                (most, lastLine) = cards > most ? (cards, line) : (most, lastLine);
                var until = ahead.TryPeek(out var next) && next.Key < end ? next.Key : end;
                var seconds = (until - time).BclCompatibleTicks / (decimal)NodaConstants.TicksPerSecond;
                (held, worked, time) = (held + (cards * seconds), worked + (active * seconds), until);
            }

            return new HeldHour(start, held, worked, most, lastLine);
        }
    }
}
