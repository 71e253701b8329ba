using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Facts that lead a facility's liens to other pools than before.</summary>
/// <remarks>
/// Facts of liens themselves are heard with all others. Here are those of what liens lie on: cards, sites, leases,
/// contracts, owners, and whose word on a lien counts.
/// </remarks>
public sealed partial class PoolBook
{
    private void Follow(FactChange change, Restless restless)
    {
        foreach (var side in (ReadOnlySpan<IStated?>)[change.Before, change.After])
        {
            switch (side?.Data)
            {
                case PoolRegistered data:
                    Pledged(data.Pool, Earliest<PoolRegistered>($"pool/{data.Pool}", side), restless);
                    break;
                case CardsDelivered data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case CardsReplaced data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case CardsRetired data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case CardsMoved data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case CardsCounted data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case TitleTransferred data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case PoolLeased data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case PoolLeaseEnded data:
                    Pledged(data.Pool, side.ValidTime, restless);
                    break;
                case OfftakeSigned data:
                    Sold(data.Contract, side, restless);
                    break;
                case OfftakeAmended data:
                    Sold(data.Contract, side, restless);
                    break;
                case OfftakeTerminated data:
                    Sold(data.Contract, side, restless);
                    break;
                case PartyRegistered data when data.Roles.Contains(PartyRole.Registry):
                    Reweigh(restless);
                    break;
            }
        }
    }

    private void Sold(ContractId contract, IStated side, Restless restless)
    {
        var from = Earliest<OfftakeSigned>($"contract/{contract}", side);
        foreach (var pool in PoolsOf(poolsOfContract, contract.Value))
        {
            Pledged(pools[pool].Id, from, restless);
        }
    }

    /// <summary>A registry's word on a lien counts, or counts no more, from the lien's first day on.</summary>
    private void Reweigh(Restless restless)
    {
        foreach (var facility in poolsOfFacility.Keys.Order(StringComparer.Ordinal))
        {
            foreach (var registered in knowledge.About<LienRegistered>(facility))
            {
                Rouse(facility, registered.Data.RegisteredAt, restless);
            }
        }
    }

    /// <summary>Every facility whose liens may lead to the pool may owe otherwise on each of its pools.</summary>
    private void Pledged(PoolId pool, Instant from, Restless restless)
    {
        foreach (var facility in reach.FacilitiesOf(pool))
        {
            Reach(facility);
            Rouse(facility, from, restless);
        }
    }

    private void Reach(string facility)
    {
        foreach (var pool in reach.Candidates(facility))
        {
            Link(poolsOfFacility, facility, pool);
            Of(pool).Facilities.Add(facility);
        }
    }

    private void Rouse(string facility, Instant from, Restless restless) =>
        ForEach(PoolsOf(poolsOfFacility, facility), pool => restless.Add(pool, DayOf(pools[pool], from)));

    /// <summary>The last filing takes the place of earlier ones: it changes days from the first one on.</summary>
    private Instant Earliest<T>(string key, IStated side)
        where T : class =>
        knowledge.About<T>(key) is [var first, ..] ? Instant.Min(first.ValidTime, side.ValidTime) : side.ValidTime;
}
