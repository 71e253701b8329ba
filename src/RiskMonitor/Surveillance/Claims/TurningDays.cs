using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Days on which something turns without anything being learned: terms end, counts go stale.</summary>
internal sealed class TurningDays(Knowledge knowledge, ClaimRegister register)
{
    public IEnumerable<LocalDate> Of(Lien lien, PolicyInForce policy)
    {
        if (register.HistoryOf(lien) is not { } history)
        {
            return [];
        }

        var term = policy.Document.Rules.ColDup.RefinancingBusinessDays.Value;
        var days = history.Turns(policy).ToList();
        days.AddRange(history.Beginnings(policy).Select(day => policy.Document.Calendar.Plus(day, term)));
        if (history.Facility is { } facility)
        {
            days.AddRange(Of(facility, policy));
        }

        foreach (var pool in lien.OnRights ? lien.Pools.Values : Enumerable.Empty<PoolNode>())
        {
            days.AddRange(Leases(pool, policy));
        }

        return days;
    }

    public IEnumerable<LocalDate> Of(PoolNode pool, PolicyInForce policy)
    {
        var bounds = policy.Document.Rules.ColPhantom;
        var (grace, evidence) = (bounds.DeliveryGraceDays.Value, bounds.EvidenceDays.Value);
        var stale = Census.StaleDays(policy);
        var days = Leases(pool, policy).ToList();
        foreach (var stated in knowledge.About<PoolRegistered>(pool.Stream))
        {
            days.Add(policy.DayOf(stated.ValidTime));
            if (stated.Data.PromisedDelivery.TryGet(out var promised))
            {
                days.Add(promised.PlusDays(grace + 1));
            }
        }

        foreach (var facility in knowledge.About<FacilityOpened>(pool.Stream).Select(stated => stated.Data.Facility)
            .Concat(knowledge.About<FacilityAmended>(pool.Stream).Select(stated => stated.Data.Facility))
            .Distinct())
        {
            days.AddRange(Of(facility, policy));
        }

        days.AddRange(Valid<CardsDelivered>(pool, policy).SelectMany(day => Both(day, evidence + 1)));
        days.AddRange(Valid<CardsCommissioned>(pool, policy).SelectMany(day => Both(day, evidence + 1)));
        days.AddRange(Valid<CardsCounted>(pool, policy).SelectMany(day => Both(day, (stale ?? 0) + 1)));
        days.AddRange(Valid<CardsReplaced>(pool, policy));
        days.AddRange(Valid<CardsRetired>(pool, policy));
        days.AddRange(Valid<CardsMoved>(pool, policy));
        return days;
    }

    public IEnumerable<LocalDate> Of(ContractId contract, PolicyInForce policy)
    {
        var key = $"contract/{contract}";
        return knowledge.About<OfftakeSigned>(key)
            .SelectMany(stated => (LocalDate[])[policy.DayOf(stated.ValidTime), stated.Data.End.PlusDays(1)])
            .Concat(knowledge.About<OfftakeAmended>(key).SelectMany(stated => stated.Data.End is { } end
                ? (LocalDate[])[policy.DayOf(stated.ValidTime), end.PlusDays(1)]
                : [policy.DayOf(stated.ValidTime)]))
            .Concat(knowledge.About<OfftakeTerminated>(key).Select(stated => policy.DayOf(stated.ValidTime)));
    }

    /// <summary>Who lends on what, whether anything was drawn, and who stands behind it.</summary>
    private IEnumerable<LocalDate> Of(FacilityId facility, PolicyInForce policy)
    {
        var key = $"facility/{facility}";
        return Valid<FacilityOpened>(key, policy)
            .Concat(Valid<FacilityAmended>(key, policy))
            .Concat(Valid<FacilityDrawn>(key, policy))
            .Concat(Valid<FacilityClosed>(key, policy))
            .Concat(Valid<GuaranteeGiven>(key, policy));
    }

    private IEnumerable<LocalDate> Leases(PoolNode pool, PolicyInForce policy) =>
        knowledge.About<PoolLeased>(pool.Stream)
            .SelectMany(stated => (LocalDate[])[policy.DayOf(stated.ValidTime), stated.Data.End.PlusDays(1)])
            .Concat(Valid<PoolLeaseEnded>(pool, policy));

    private IEnumerable<LocalDate> Valid<T>(PoolNode pool, PolicyInForce policy)
        where T : class => Valid<T>(pool.Stream, policy);

    private IEnumerable<LocalDate> Valid<T>(string key, PolicyInForce policy)
        where T : class => knowledge.About<T>(key).Select(stated => policy.DayOf(stated.ValidTime));

    private static LocalDate[] Both(LocalDate day, int later) => [day, day.PlusDays(later)];
}
