using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Hours of each day of a pool: there, absent, allocated and active.</summary>
internal sealed class DayReader
{
    private const decimal HoursPerDay = 24m;

    private readonly PoolState pool;
    private readonly Dictionary<LocalDate, DayHours> known = [];
    private readonly decimal absent; // per day

    public DayReader(Knowledge knowledge, PoolState pool, PolicyInForce policy, LocalDate day)
    {
        this.pool = pool;
        var stale = policy.Document.Reporting.FirstOrDefault(one => one.Kind == ReportedKind.Census)?.StaleDays;
        var counts = knowledge.About<CardsCounted>(pool.Key)
            .Where(count => policy.DayOf(count.ValidTime) <= day)
            .GroupBy(count => (count.Data.Site, count.Data.Chip))
            .Select(place => place.Last())
            .Where(count => !(Period.DaysBetween(policy.DayOf(count.ValidTime), day) > stale)).ToList();
        absent = counts.Sum(count => count.Data.Missing) * HoursPerDay;
        Missing = counts.Sum(count => count.Data.Missing);
        Counted = Missing + counts.Sum(count => count.Data.Found);
    }

    /// <summary>Cards that the last counts did not find, of those that they looked for.</summary>
    public int Missing { get; }

    public int Counted { get; }

    public DayHours Of(LocalDate day)
    {
        if (!known.TryGetValue(day, out var hours))
        {
            known.Add(day, hours = Read(Months.DayNumber(day)));
        }

        return hours;
    }

    private DayHours Read(int day)
    {
        var all = pool.Cards.At(day) * HoursPerDay;
        var read = pool.Ledger.Between(day, day);
        var why = read.IsRejected ? Doubt.Rejected : read.IsComplete ? null : Doubt.Utilization;
        var installed = why is null ? Math.Max(all - read.Offline, 0m) : all;
        var gone = Math.Min(absent, installed);
        var present = installed - gone;
        var active = Math.Min(Math.Max(read.Active, 0m), present);
        return new DayHours(
            gone, present, Math.Min(Math.Max(read.Allocated, active), present), why is null ? active : 0m, why);
    }
}
