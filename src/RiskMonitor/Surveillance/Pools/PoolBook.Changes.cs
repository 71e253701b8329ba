using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Policy;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What each kind of fact changes: which caches it empties, and from which day on its pools are restless.
/// </summary>
public sealed partial class PoolBook
{
    private void Registered(PoolId id, IStated side, Restless restless)
    {
        var pool = Of(id);
        pool.ReadRegistration();
        pool.ForgetMonths();
        if (pool.Policy is null && pool.Registered is { } registered
            && policies.On(LocalDate.MaxIsoValue, registered.Jurisdiction) is { } policy)
        {
            pool.Under(policy);
        }

        restless.Add(pool.Key, LocalDate.Min(DayOf(pool, side), side.ValidTime.InUtc().Date));
    }

    private static void CardsChanged(PoolState pool, IStated side, Restless restless)
    {
        pool.ForgetCards();
        restless.Add(pool.Key, DayOf(pool, side));
    }

    private static void UseChanged(PoolState pool, UtilizationReported block, Restless restless)
    {
        var first = DayOf(pool, block.Start);
        var last = DayOf(pool, block.Start + (block.Step * block.Allocated.Count) - Duration.Epsilon);
        var restlessFrom = first;
        for (var month = Months.Of(first); month <= Months.Of(last); month++)
        {
            if (pool.IsMature(month) is { } mature)
            {
                pool.ForgetMonth(month);
                restlessFrom = mature ? LocalDate.Min(restlessFrom, Months.First(month)) : restlessFrom;
                pool.Unread.Add(month);
            }
        }

        restless.Add(pool.Key, restlessFrom);
    }

    private static void EnergyChanged(PoolState pool, EnergyMetered block, bool comes, Restless restless)
    {
        var first = DayOf(pool, block.Start);
        var last = DayOf(pool, block.Start + (block.Step * block.Energy.Count) - Duration.Epsilon);
        for (var day = Months.DayNumber(first); day <= Months.DayNumber(last); day++)
        {
            Count(pool, ReportedKind.Energy, day, comes);
        }

        restless.Add(pool.Key, first);
    }

    /// <summary>A bill, credit or payment: nothing is judged by it before its month is mature.</summary>
    private void PeriodChanged(PoolState pool, int month, Restless restless)
    {
        var wasMature = pool.IsMature(month);
        pool.ForgetMonth(month);
        if (IsFinal(pool, month, wasMature))
        {
            restless.Add(pool.Key, Months.First(month));
        }
    }

    /// <summary>Whether the month is mature now or was; if not, closing will ask when it will be.</summary>
    private bool IsFinal(PoolState pool, int month, bool? wasMature)
    {
        if (pool.Policy is null || pool.Registered is null)
        {
            return true;
        }

        var closed = LastClosed(pool.Registered.Jurisdiction);
        if (wasMature != true && !(closed >= Months.Last(month)))
        {
            pool.Unread.Add(month);
            return false;
        }

        return pool.Month(month, months, closed ?? LocalDate.MinIsoValue).IsMature || wasMature == true;
    }

    private void CostChanged(PoolState pool, Stated<PaymentMade> payment, bool comes, Restless restless)
    {
        var month = Months.Of(payment.Data.Period);
        pool.Pay(payment, comes);
        if (payment.Data.Purpose is PaymentPurpose.Energy or PaymentPurpose.Hosting or PaymentPurpose.Operations)
        {
            Count(pool, ReportedKind.Cost, month, comes);
            Expected(pool, ReportedKind.Cost, Months.Last(month), restless);
        }

        var wasMature = pool.IsMature(month);
        pool.ForgetMonth(month);
        if (IsFinal(pool, month, wasMature))
        {
            restless.Add(pool.Key, Months.Last(month));
        }
    }

    private void BanksChanged(Restless restless)
    {
        foreach (var (key, pool) in pools)
        {
            if (pool.FirstAwaitingBank() is { } month)
            {
                pool.ForgetMonths();
                restless.Add(key, Months.First(month));
            }
        }
    }

    private void ContractChanged(ContractId contract, IStated side, bool isNew, Restless restless)
    {
        foreach (var key in PoolsOf(poolsOfContract, contract.Value))
        {
            var pool = pools[key];
            pool.Serve(contract.Value);
            var day = DayOf(pool, side);
            var wasMature = pool.IsMature(Months.Of(day));
            pool.ForgetContracts();
            var from = IsFinal(pool, Months.Of(day), wasMature) ? Months.First(Months.Of(day)) : day;
            if (isNew && pool.FirstBilledMonth is { } billed)
            {
                from = LocalDate.Min(from, Months.First(billed)); // bills that had no contract have one now
            }

            restless.Add(key, from);
        }
    }

    private void AppraisalChanged(PoolState pool, LocalDate day, Restless restless)
    {
        pool.ForgetAppraisals();
        restless.Add(pool.Key, day);
        foreach (var facility in pool.Facilities.InOrder)
        {
            if (PoolsOf(poolsOfFacility, facility) is { Count: > 1 } siblings && pool.Policy is { } policy
                && securities.Loan(facility, policy) is { } loan)
            {
                foreach (var anchor in loan.Anchors)
                {
                    if (anchor >= day)
                    {
                        ForEach(siblings, sibling => restless.Add(sibling, anchor)); // it splits the debt anew
                    }
                }
            }
        }
    }

    private void FacilityChanged(FacilityId id, Sequence<PoolId> named, IStated side, Restless restless)
    {
        var key = $"facility/{id}";
        securities.Forget(key);
        foreach (var pool in named)
        {
            Link(poolsOfFacility, key, pool);
            Of(pool).Facilities.Add(key);
        }

        ForEach(PoolsOf(poolsOfFacility, key), pool => restless.Add(pool, DayOf(pools[pool], side)));
    }

    private void LienChanged(IFact lien, IStated side, Restless restless)
    {
        var facilities = new SortedSet<string>(StringComparer.Ordinal);
        if (lien is LienRegistered { Facility: var secured } && secured.OrNull() is { } facility)
        {
            facilities.Add($"facility/{facility}");
        }

        foreach (var registered in knowledge.About<LienRegistered>(lien.Stream))
        {
            if (registered.Data.Facility.OrNull() is { } other)
            {
                facilities.Add($"facility/{other}");
            }
        }

        foreach (var key in facilities)
        {
            securities.Forget(key);
            Reach(key);
            Rouse(key, side.ValidTime, restless);
            if (lien is LienRegistered entered)
            {
                Rouse(key, entered.RegisteredAt, restless);
            }
        }
    }

    private void PricesChanged(FactChange change, Restless restless)
    {
        foreach (var (chip, country, from) in prices.Notice(change))
        {
            foreach (var (key, pool) in pools)
            {
                if (pool.Registered is { } registered && registered.Chip == chip
                    && Prices.CountryOf(registered.Jurisdiction) == country)
                {
                    restless.Add(key, from);
                }
            }
        }
    }

    private void RatesChanged(IStated side, Restless restless)
    {
        rates.Forget();
        foreach (var (key, pool) in pools)
        {
            if (pool.UsesRates)
            {
                MonthsChanged(key, DayOf(pool, side), restless);
            }
        }
    }

    private void RolesChanged(FactChange change, PartyId party, Restless restless)
    {
        foreach (var key in PoolsOf(poolsOfParty, party.Value))
        {
            var pool = pools[key];
            pool.ForgetMonths();
            restless.Add(key, pool.FirstBilledMonth is { } month
                ? LocalDate.Min(Months.First(month), pool.RegisteredOn)
                : DayOf(pool, change.Cause.ValidTime));
            restless.Add(key, pool.RegisteredOn);
        }
    }

    /// <summary>
    /// Something that months are made of changed on the day: all from its month on, where that is final.
    /// </summary>
    private void MonthsChanged(string key, LocalDate day, Restless restless)
    {
        var pool = pools[key];
        var wasMature = pool.IsMature(Months.Of(day));
        pool.ForgetMonths();
        restless.Add(key, wasMature == false ? day : Months.First(Months.Of(day)));
    }

    private static void Expected(PoolState pool, ReportedKind kind, LocalDate end, Restless restless)
    {
        if (pool.Policy is { } policy && Coverage.Due(kind, end, policy) is { } due)
        {
            restless.Add(pool.Key, due);
        }
    }

    private static void Count(PoolState pool, ReportedKind kind, int period, bool comes) =>
        pool.Receipts.Count(kind, period, comes ? 1 : -1);

    private PoolState Of(PoolId id)
    {
        if (!byId.TryGetValue(id.Value, out var pool))
        {
            byId.Add(id.Value, pool = new PoolState(id, knowledge));
            pools.Add(pool.Key, pool);
        }

        return pool;
    }

    private void Link(Dictionary<string, SortedSet<string>> index, string from, PoolId to)
    {
        if (!index.TryGetValue(from, out var found))
        {
            index.Add(from, found = new SortedSet<string>(StringComparer.Ordinal));
        }

        found.Add(Of(to).Key);
    }

    private static SortedSet<string> PoolsOf(Dictionary<string, SortedSet<string>> index, string of) =>
        index.TryGetValue(of, out var found) ? found : [];

    private static LocalDate DayOf(PoolState pool, IStated side) => DayOf(pool, side.ValidTime);

    private static LocalDate DayOf(PoolState pool, Instant instant) =>
        pool.Policy is { } policy ? policy.DayOf(instant) : instant.InUtc().Date;

    private static void ForEach<T>(IEnumerable<T> items, Action<T> act)
    {
        foreach (var item in items)
        {
            act(item);
        }
    }
}
