using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Schedulers;

namespace RiskMonitor.Host.Native.Sacct;

/// <summary>All jobs and steps of one file, and what they say together.</summary>
internal sealed class JobBook(SchedulerUse use, DateTimeZone zone)
{
    private static readonly Comparer<(string Job, Instant Start)> ByJobAndStart =
        Comparer<(string Job, Instant Start)>.Create((one, other) =>
            string.CompareOrdinal(one.Job, other.Job) is not 0 and var order
                ? order
                : one.Start.CompareTo(other.Start));

    private readonly SortedDictionary<(string Job, Instant Start), JobRun> runs = new(ByJobAndStart);
    private readonly Dictionary<(string Name, Instant Start), JobStep> known = [];
    private readonly Dictionary<string, List<JobStep>> steps = new(StringComparer.Ordinal);

    /// <summary>Jobs with a step that is refused: what their cards did is not known for any of their hours.</summary>
    private readonly HashSet<string> disputed = new(StringComparer.Ordinal);

    public WithheldDays Withheld { get; } = new(use, zone);

    /// <summary>What is wrong with the row; null where nothing is.</summary>
    public NativeRow? Add(SacctRow row)
    {
        if (row.IsStep)
        {
            Take(row, row.Step());
        }
        else
        {
            Take(row, row.Job());
        }

        if (row.Cells.AreRight)
        {
            return null;
        }

        Withheld.Add(row.Start, row.End);
        if (row.IsStep)
        {
            disputed.Add(row.JobName);
        }

        return row.Cells.Refused();
    }

    public IEnumerable<NativeRow> Rows()
    {
        var pools = use.Pools.ToDictionary(pool => pool, pool => new PoolHours("sacct", pool, use, zone));
        foreach (var run in runs.Values.Where(run => run.Start < use.To && run.End > use.From))
        {
            var isNamed = disputed.Contains(run.Job);
            var wrong = use.Active == ActiveHours.GpuUtil && !isNamed ? Wrong(run) : null;
            if (isNamed || wrong is not null)
            {
                Withheld.Add(run.Start, run.End);
            }

            if (wrong is not null)
            {
                yield return wrong;
            }

            // It held its cards even so: what is too many is so with it.
            pools[run.Pool].Add(
                run.Line, run.Start, run.End, run.Held.Cards,
                use.Active == ActiveHours.GpuUtil ? Active(run) : run.Held.Cards);
        }

        foreach (var row in use.Pools.SelectMany(pool => pools[pool].Rows(Withheld)))
        {
            yield return row;
        }
    }

    private static Duration Length(JobRun run, JobStep step) =>
        Instant.Min(step.End, run.End) - Instant.Min(step.Start, run.End);

    private void Take(SacctRow row, JobRun? run)
    {
        if (run is null || runs.TryAdd((run.Job, run.Start), run))
        {
            return;
        }

        var there = runs[(run.Job, run.Start)];
        if (there with { Line = run.Line } != run)
        {
            Differ(row, there.Start, there.End);
        }
    }

    private void Take(SacctRow row, JobStep? step)
    {
        if (step is null)
        {
            return;
        }

        if (known.TryAdd((step.Name, step.Start), step))
        {
            (steps.TryGetValue(step.Job, out var its) ? its : steps[step.Job] = []).Add(step);
        }
        else if (known[(step.Name, step.Start)] is var there && there with { Line = step.Line } != step)
        {
            Differ(row, there.Start, there.End);
        }
    }

    private void Differ(SacctRow row, Instant from, Instant to)
    {
        Withheld.Add(from, to); // whichever of them stood first: the order of rows says nothing
        row.Cells.Refuse(
            "JobID", FilingRules.NativeValueImpossible, "Two rows of one job and start say different things.");
    }

    /// <summary>Steps of a requeued job have its number: they belong to the run in which they began.</summary>
    private List<JobStep> StepsOf(JobRun run) =>
    [
        .. (steps.GetValueOrDefault(run.Job) ?? [])
            .Where(step => step.Start >= run.Start && step.Start <= run.End)
            .OrderBy(step => step.Start).ThenBy(step => step.Name, StringComparer.Ordinal),
    ];

    private NativeRow? Wrong(JobRun run)
    {
        var its = StepsOf(run);
        return its.Count == 0
            ? NativeRow.Wrong(
                run.Line, FilingRules.NativeUndeclared, "TRESUsageInTot",
                "No step of this job has gres/gpuutil: what its cards did is not known. Nothing is said of its days, "
                + "unless scheduler/active declares what stands for it.",
                null)
            : its.Find(step => step.Util > run.Held.Devices * 100m) is { } over
                ? NativeRow.Wrong(
                    over.Line, FilingRules.NativeValueImpossible, "TRESUsageInTot",
                    FormattableString.Invariant(
                        $"gres/gpuutil of {run.Held.Devices} cards is at most {run.Held.Devices * 100L}."),
                    null)
                : null;
    }

    /// <summary>Cards that worked on average: the sum over cards, through their number, times the cards.</summary>
    private decimal Active(JobRun run)
    {
        var seconds = (run.End - run.Start).BclCompatibleTicks;
        if (seconds == 0L)
        {
            return 0m;
        }

        var worked = StepsOf(run).Sum(step => step.Util / 100m * Length(run, step).BclCompatibleTicks);
        return ExactNumber.Filed(Math.Min(1m, worked / seconds / run.Held.Devices) * run.Held.Cards);
    }
}
