using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Schedulers;

namespace RiskMonitor.Host.Native.Sacct;

/// <summary>One row: a job, one of its steps, or something that held no card.</summary>
internal sealed class SacctRow(NativeTableRow row, SchedulerUse use, DateTimeZone zone)
{
    private static readonly string[] Unfinished =
        ["RUNNING", "SUSPENDED", "COMPLETING", "CONFIGURING", "RESIZING", "SIGNALING", "STAGE_OUT", "STOPPED"];

    /// <summary>Where nothing has happened yet, or never did.</summary>
    private static readonly string[] NoTime = ["Unknown", "None"];

    public NativeCells Cells { get; } = new(row);

    public Instant? Start { get; private set; }

    public Instant? End { get; private set; }

    public bool IsStep => row["JobID"]?.Contains('.', StringComparison.Ordinal) == true;

    /// <summary>Cluster and number of the job, without its step.</summary>
    public string JobName => $"{row["Cluster"]}\u001F{row["JobID"]?.Split('.')[0]}";

    /// <summary>Null for a job that held no card, and where something is wrong, which the cells then say.</summary>
    public JobRun? Job()
    {
        Cells.Text("JobID");
        var held = HeldCards.Of(Cells, use);
        if (held is { Devices: 0 } && Cells.AreRight)
        {
            return null;
        }

        var state = Cells.Text("State").Split(' ')[0]; // CANCELLED by 1000
        if (NoTime.Contains(row["Start"]) && !Unfinished.Contains(state))
        {
            (Start, End) = (use.From, use.From); // it never began, so it touches no day
            return null;
        }

        Times(Unfinished.Contains(state));
        if (Start is not null && End is not null && Cells.TextOrNull("ElapsedRaw") is not null
            && Cells.Exact("ElapsedRaw") is { } elapsed
            && elapsed > (End.Value - Start.Value).BclCompatibleTicks / (decimal)NodaConstants.TicksPerSecond
            && !NoTime.Contains(row["End"]))
        {
            Cells.Refuse(
                "ElapsedRaw", FilingRules.NativeValueImpossible,
                "A job runs no longer than from its start to its end.");
        }

        var pool = use.Pools.FirstOrDefault(declared => declared.Holds(column => row[column]));
        if (pool is null)
        {
            Cells.Refuse(
                row["NodeList"] is null ? "JobID" : "NodeList", FilingRules.NativeUndeclared,
                $"No pool is declared to which all cards of this job belong (scheduler/pools). {Declaration.Asked}");
        }

        return Cells.AreRight ? new JobRun(Cells.Line, JobName, Start!.Value, End!.Value, held!.Value, pool!) : null;
    }

    /// <summary>Null for a step of which nothing was measured, and where something is wrong.</summary>
    public JobStep? Step()
    {
        const string Entry = "gres/gpuutil=";
        if (use.Active != ActiveHours.GpuUtil || NoTime.Contains(row["Start"])
            || (row["TRESUsageInTot"] ?? string.Empty).Split(',')
                .FirstOrDefault(entry => entry.StartsWith(Entry, StringComparison.Ordinal)) is not { } found)
        {
            return null;
        }

        Times(mayRun: true);
        if (!ExactNumber.TryRead(found[Entry.Length..], allowExponent: false, out var util) || util < 0m)
        {
            Cells.Refuse(
                "TRESUsageInTot", FilingRules.NativeValueImpossible,
                "gres/gpuutil is a sum over the cards of a step, in per cent.");
        }

        return !Cells.AreRight ? null : new JobStep(
            Cells.Line, $"{row["Cluster"]}\u001F{row["JobID"]}", JobName, Start!.Value, End!.Value, util);
    }

    private void Times(bool mayRun)
    {
        Start = Time("Start");
        if (!NoTime.Contains(row["End"]))
        {
            End = Time("End");
            if (End < Start)
            {
                Cells.Refuse("End", FilingRules.NativeValueImpossible, "A job does not end before it begins.");
                End = null; // where it lies in time cannot be told
            }

            return;
        }

        End = use.To; // also where it is refused: until then it may have run
        if (!mayRun)
        {
            Cells.Refuse(
                "End", FilingRules.NativeValueImpossible,
                "The job is over and its end is not known (sacctmgr show runawayjobs): how long it held its cards "
                + "cannot be told.");
        }
        else if (Start > End)
        {
            Start = End; // it began behind the declared hours
        }
    }

    private Instant? Time(string column)
    {
        var time = Cells.Moment(column, zone);
        return time is not null
            && LocalDateTimePattern.GeneralIso.Parse(row[column]!) is { Success: true, Value: var local }
            && zone.MapLocal(local).Count != 1
                ? Cells.Refuse<Instant>(
                    column, FilingRules.NativeValueImpossible,
                    "Clocks of the declared time zone showed this time twice or never.")
                : time;
    }
}
