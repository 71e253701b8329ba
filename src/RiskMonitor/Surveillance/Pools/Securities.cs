using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Which facilities are secured on which pools, and with how much of their debt.</summary>
/// <remarks>
/// A facility over several pools is split pro rata to the last appraisal of each that was valid at its opening or
/// last amendment. Where one of them has none, the split of the debt is missing(appraisal): exposures then show it by
/// purchase cost, else equally, so that no debt is lost, and the pool's own D is not known.
/// </remarks>
/// <param name="reach">What follows the facility's liens; null where they lead to no pool that is not named.</param>
internal sealed class Securities(
    Knowledge knowledge,
    Groups groups,
    Rates rates,
    Func<PoolId, PolicyInForce, PoolState?> poolOf,
    Func<Loan, IReadOnlyList<PoolId>, ILienReach?> reach)
{
    private readonly Dictionary<string, Loan?> loans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Standing[]> liens = new(StringComparer.Ordinal);

    public void Forget(string facility)
    {
        loans.Remove(facility);
        liens.Remove(facility);
    }

    public void Forget()
    {
        loans.Clear();
        liens.Clear();
    }

    /// <summary>Null while its opening is not known.</summary>
    public Loan? Loan(string facility, PolicyInForce policy)
    {
        if (!loans.TryGetValue(facility, out var loan))
        {
            loans.Add(facility, loan = Pools.Loan.Read(knowledge, facility, policy.Zone));
        }

        return loan;
    }

    /// <summary>
    /// The pools that the facility is secured on at the end of the day, ascending by id: those that it names, and those
    /// to which its liens lead where grantor and owner are of one group on that day.
    /// </summary>
    public IReadOnlyList<PoolId> PoolsOf(Loan loan, LocalDate day, PolicyInForce policy)
    {
        var named = loan.PoolsAt(day);
        var liens = day < loan.OpenedOn ? null : reach(loan, named);
        if (named.Count <= 1 && liens is null)
        {
            return named;
        }

        var pools = new SortedDictionary<string, PoolId>(StringComparer.Ordinal);
        foreach (var pool in named)
        {
            pools[pool.Value] = pool;
        }

        foreach (var pool in liens?.PoolsOf(loan.Key, day, policy, Counts) ?? [])
        {
            pools[pool.Value] = pool;
        }

        bool Counts(PoolId pool, PartyId grantor) =>
            !pools.ContainsKey(pool.Value) && poolOf(pool, policy) is { Registered: not null } state
            && state.RegisteredOn <= day && groups.Related(grantor, state.OwnerOn(day), day);

        return [.. pools.Values];
    }

    /// <summary>The debt of a facility on each of its pools, in the facility's currency.</summary>
    public (IReadOnlyList<PoolId> Pools, decimal[] Debts, bool IsKnown) Split(
        Loan loan, LocalDate day, PolicyInForce policy)
    {
        var pools = PoolsOf(loan, day, policy);
        var owed = loan.OwedAt(day);
        if (pools.Count <= 1)
        {
            return (pools, pools.Count == 0 ? [] : [owed], IsKnown: true);
        }

        var (weights, known) = Weights(loan, pools, day, policy);
        return (pools, Shares.Split(owed, weights), known);
    }

    /// <summary>Share of what falls due on the facility that this pool has to bring.</summary>
    public decimal ShareOf(Loan loan, PoolId pool, LocalDate day, PolicyInForce policy)
    {
        var pools = PoolsOf(loan, day, policy);
        if (pools.Count <= 1)
        {
            return 1m;
        }

        var (weights, _) = Weights(loan, pools, day, policy);
        var (mine, all) = (0m, 0m);
        for (var index = 0; index < pools.Count; index++)
        {
            mine += pools[index] == pool ? weights[index] : 0m;
            all += weights[index];
        }

        return all == 0m ? 1m / pools.Count : mine / all;
    }

    /// <summary>Secured parties of standing claims of first rank, or without rank, for the facility.</summary>
    public void AddFirstRank(string facility, LocalDate day, PolicyInForce policy, ICollection<string> parties)
    {
        if (!liens.TryGetValue(facility, out var standing))
        {
            liens.Add(facility, standing = Read(facility, policy.Zone));
        }

        foreach (var lien in standing)
        {
            if (lien.From <= day && day < lien.Until && lien.Rank is null or 1)
            {
                parties.Add(lien.SecuredParty);
            }
        }
    }

    private (decimal[] Weights, bool IsKnown) Weights(
        Loan loan, IReadOnlyList<PoolId> pools, LocalDate day, PolicyInForce policy)
    {
        var anchor = loan.AnchorAt(day);
        var weights = new decimal[pools.Count];
        for (var index = 0; index < pools.Count; index++)
        {
            if (poolOf(pools[index], policy)?.Appraisals.AppraisalAt(anchor)?.Value is not { } value
                || rates.Convert(value, loan.Currency, anchor, policy) is not { } amount)
            {
                return (Costs(loan, pools, anchor, policy), false);
            }

            weights[index] = amount;
        }

        return (weights, true);
    }

    private decimal[] Costs(Loan loan, IReadOnlyList<PoolId> pools, LocalDate anchor, PolicyInForce policy)
    {
        var costs = new decimal[pools.Count];
        for (var index = 0; index < pools.Count; index++)
        {
            if (PurchaseCost($"pool/{pools[index]}", anchor, policy) is not { } cost
                || rates.Convert(cost, loan.Currency, anchor, policy) is not { } amount)
            {
                return new decimal[pools.Count];
            }

            costs[index] = amount;
        }

        return costs;
    }

    /// <summary>The last cost reported by the day, else that of the registration.</summary>
    public Money? PurchaseCost(string pool, LocalDate day, PolicyInForce policy)
    {
        var reported = knowledge.About<PoolCostReported>(pool);
        for (var index = reported.Count - 1; index >= 0; index--)
        {
            if (policy.DayOf(reported[index].ValidTime) <= day)
            {
                return reported[index].Data.PurchaseCost;
            }
        }

        var registered = knowledge.About<PoolRegistered>(pool);
        return registered.Count == 0 ? null : registered[^1].Data.PurchaseCost.OrNull();
    }

    /// <summary>Each stretch of time over which one party holds a claim of one rank for the facility.</summary>
    private Standing[] Read(string facility, DateTimeZone zone)
    {
        var read = new List<Standing>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lien in knowledge.About<LienRegistered>(facility))
        {
            var key = ((IFact)lien.Data).Stream;
            if (seen.Add(key))
            {
                read.AddRange(Stretches(lien, key, zone));
            }
        }

        return [.. read];
    }

    private List<Standing> Stretches(Stated<LienRegistered> lien, string key, DateTimeZone zone)
    {
        var changes = new List<(Instant Time, long Position, object Data)>();
        changes.AddRange(knowledge.About<LienRanked>(key).Select(e => (e.ValidTime, e.Position, (object)e.Data)));
        changes.AddRange(knowledge.About<LienAssigned>(key).Select(e => (e.ValidTime, e.Position, (object)e.Data)));
        changes.AddRange(knowledge.About<LienReleased>(key).Select(e => (e.ValidTime, e.Position, (object)e.Data)));
        changes.Sort((left, right) => left.Time != right.Time
            ? left.Time.CompareTo(right.Time)
            : left.Position.CompareTo(right.Position));
        var current = new Standing(
            lien.Data.RegisteredAt.InZone(zone).Date, LocalDate.MaxIsoValue, lien.Data.SecuredParty.Value,
            lien.Data.Rank.ValueOrNull());
        var stretches = new List<Standing>();
        foreach (var (time, _, data) in changes)
        {
            var day = time.InZone(zone).Date;
            stretches.Add(current with { Until = day });
            current = data switch
            {
                LienRanked ranked => current with { From = day, Rank = ranked.Rank.ValueOrNull() },
                LienAssigned assigned => current with { From = day, SecuredParty = assigned.To.Value },
                _ => current with { From = LocalDate.MaxIsoValue },
            };
            if (data is LienReleased)
            {
                return stretches;
            }
        }

        stretches.Add(current);
        return stretches;
    }

    /// <param name="Until">First day on which it does not stand so any more.</param>
    private sealed record Standing(LocalDate From, LocalDate Until, string SecuredParty, int? Rank);
}
