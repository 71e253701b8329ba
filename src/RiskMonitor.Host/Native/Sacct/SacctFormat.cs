using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Schedulers;

namespace RiskMonitor.Host.Native.Sacct;

/// <summary>Jobs as Slurm's accounting lists them: becomes <c>utilization-reported</c>, a block of hours for each pool
/// and local day.</summary>
public sealed class SacctFormat : INativeFormat
{
    private static readonly string[] Columns = ["JobID", "State", "Start", "End", "AllocTRES"];

    public string Name => "sacct";

    public string Says => "jobs of Slurm, as sacct --parsable2 --duplicates prints them";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration)
    {
        if (declaration.Scheduler is not { } use)
        {
            yield return NativeRow.Wrong(
                1, FilingRules.NativeUndeclared, column: null,
                "Of which hours the file tells, and of which pools its jobs held cards, is scheduler. "
                + Declaration.Asked,
                null);
            yield break;
        }

        var (jobs, any) = (new JobBook(use, declaration.Zone), false);
        foreach (var (row, wrong) in NativeTable.Read(file, Needed(use), declaration.Encoding, "|"))
        {
            any |= row is not null;
            if (row is null)
            {
                jobs.Withheld.Add(null, null);
                yield return wrong!;
            }
            else if (jobs.Add(new SacctRow(row, use, declaration.Zone)) is { } refused)
            {
                yield return refused;
            }
        }

        if (!jobs.Withheld.IsAll)
        {
            foreach (var row in jobs.Rows())
            {
                yield return row;
            }
        }
        else if (any)
        {
            yield return NativeRow.Wrong(
                1, FilingRules.NativeMalformed, column: null,
                "When the job of a refused row held cards cannot be told: nothing is said of any day of the file.",
                null);
        }
    }

    private static string[] Needed(SchedulerUse use) =>
    [
        .. Columns.Concat(use.Active == ActiveHours.GpuUtil ? ["TRESUsageInTot"] : [])
            .Concat(use.Pools.SelectMany(pool => pool.When.Keys).Order(StringComparer.Ordinal)).Distinct(),
    ];
}
