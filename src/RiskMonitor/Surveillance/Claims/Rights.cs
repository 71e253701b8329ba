using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Whether a lease or a contract leads to a pool on a day, and on which days that changes.</summary>
/// <remarks>
/// A lease leads from the day of its filing to its last day or its end, a sub-lease makes its parent lead too. A
/// contract leads from the day of its signing to its last day or its termination.
/// </remarks>
internal sealed class Rights(Knowledge knowledge)
{
    /// <summary>Share of the pool's capacity to which the claim leads; null when it does not.</summary>
    public Ratio? Share(ClaimObject claim, PoolNode pool, LocalDate day, PolicyInForce policy, Stretch stretch) =>
        claim.Lease is { } lease
            ? Leads(lease, pool, day, policy, stretch) ? Ratio.Of(1m) : null
            : Sold(claim.Receivable!, pool, day, policy, stretch);

    /// <summary>Facts on which that answer rests.</summary>
    public IEnumerable<IStated> Facts(ClaimObject claim, PoolNode pool)
    {
        if (claim.Receivable is { } contract)
        {
            var key = $"contract/{contract}";
            return [
                .. knowledge.About<OfftakeSigned>(key), .. knowledge.About<OfftakeAmended>(key),
                .. knowledge.About<OfftakeTerminated>(key)];
        }

        return [
            .. knowledge.About<PoolLeased>(pool.Stream), .. knowledge.About<PoolLeaseEnded>(pool.Stream)];
    }

    private bool Leads(LeaseId lease, PoolNode pool, LocalDate day, PolicyInForce policy, Stretch stretch)
    {
        var leases = knowledge.About<PoolLeased>(pool.Stream);
        var ended = knowledge.About<PoolLeaseEnded>(pool.Stream);
        var inForce = new SortedSet<string>(StringComparer.Ordinal);
        var parents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        stretch.Turn(leases.Select(stated => policy.DayOf(stated.ValidTime)));
        stretch.Turn(leases.Select(stated => stated.Data.End.PlusDays(1)));
        stretch.Turn(ended.Select(stated => policy.DayOf(stated.ValidTime)));
        foreach (var stated in leases)
        {
            var over = ended.Any(end => end.Data.Lease == stated.Data.Lease && end.ValidTime >= stated.ValidTime
                && policy.DayOf(end.ValidTime) <= day);
            if (policy.DayOf(stated.ValidTime) <= day && day <= stated.Data.End && !over)
            {
                inForce.Add(stated.Data.Lease.Value);
                if (stated.Data.ParentLease.OrNull() is { } parent)
                {
                    parents[stated.Data.Lease.Value] = parent.Value;
                }
            }
        }

        return inForce.Any(held => IsUnder(held, lease.Value, parents));
    }

    private static bool IsUnder(string held, string lease, SortedDictionary<string, string> parents)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var at = held;
        while (at != lease)
        {
            if (!seen.Add(at) || !parents.TryGetValue(at, out at!))
            {
                return false;
            }
        }

        return true;
    }

    private Ratio? Sold(ContractId contract, PoolNode pool, LocalDate day, PolicyInForce policy, Stretch stretch)
    {
        var key = $"contract/{contract}";
        var signed = knowledge.About<OfftakeSigned>(key);
        var terminated = knowledge.About<OfftakeTerminated>(key);
        if (signed.Count == 0)
        {
            return null;
        }

        var terms = signed[^1].Data;
        var (end, pools) = (terms.End, terms.Pools);
        stretch.Turn(policy.DayOf(signed[^1].ValidTime));
        stretch.Turn(terminated.Select(stated => policy.DayOf(stated.ValidTime)));
        foreach (var amended in knowledge.About<OfftakeAmended>(key))
        {
            stretch.Turn(policy.DayOf(amended.ValidTime));
            if (policy.DayOf(amended.ValidTime) <= day)
            {
                (end, pools) = (amended.Data.End ?? end, amended.Data.Pools ?? pools);
            }
        }

        stretch.Turn(end.PlusDays(1));
        var runs = policy.DayOf(signed[^1].ValidTime) <= day && day <= end
            && !terminated.Any(stated => policy.DayOf(stated.ValidTime) <= day);
        return runs ? pools.FirstOrDefault(share => share.Pool == pool.Pool)?.ShareOfCapacity : null;
    }
}
