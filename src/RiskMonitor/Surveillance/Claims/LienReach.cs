using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// From facilities through their liens to pools: by serials, by units of a chip at a site, by leases and receivables.
/// </summary>
internal sealed class LienReach(Knowledge knowledge, ClaimRegister register, ClaimResolution resolution) : ILienReach
{
    public IEnumerable<PoolId> Candidates(string facility) =>
        LiensOf(facility).SelectMany(Pools).Select(pool => pool.Pool);

    public IEnumerable<string> FacilitiesOf(PoolId pool)
    {
        var facilities = new SortedSet<string>(StringComparer.Ordinal);
        if (!register.Pools.TryGetValue(pool.Value, out var node))
        {
            return facilities;
        }

        foreach (var lien in node.Liens.Concat(node.Sites.Values.SelectMany(site => site.UnitLiens)))
        {
            foreach (var registered in knowledge.About<LienRegistered>(lien.Stream))
            {
                if (registered.Data.Facility.OrNull() is { } facility)
                {
                    facilities.Add($"facility/{facility}");
                }
            }
        }

        return facilities;
    }

    public IEnumerable<PoolId> PoolsOf(
        string facility, LocalDate day, PolicyInForce policy, Func<PoolId, PartyId, bool> counts)
    {
        foreach (var lien in LiensOf(facility))
        {
            if (register.HistoryOf(lien) is not { } history || $"facility/{history.Facility}" != facility
                || !Pools(lien).Any(pool => counts(pool.Pool, history.Grantor))
                || resolution.On(lien, day, policy) is not { } cover)
            {
                continue;
            }

            foreach (var pool in cover.Holders.Values.Concat(Standing(cover, day, policy)))
            {
                if (counts(pool.Pool, history.Grantor))
                {
                    yield return pool.Pool;
                }
            }
        }
    }

    private SortedSet<Lien> LiensOf(string facility)
    {
        var liens = new SortedSet<Lien>(Lien.ByName);
        foreach (var registered in knowledge.About<LienRegistered>(facility))
        {
            liens.Add(register.LienOf(new LienReference(registered.Data.Registry, registered.Data.Number)));
        }

        return liens;
    }

    private static IEnumerable<PoolNode> Pools(Lien lien) =>
        lien.Pools.Values.Concat(lien.Sites.Values.SelectMany(site => site.Pools.Values));

    /// <summary>Pools of the chip that stand at the site whose units the lien lies on.</summary>
    private IEnumerable<PoolNode> Standing(Cover cover, LocalDate day, PolicyInForce policy)
    {
        if (cover.Units is { } units && register.Sites.TryGetValue(SiteNode.Key(units.Site, units.Chip), out var site))
        {
            foreach (var pool in site.Pools.Values)
            {
                var cards = register.CardsOf(pool, policy);
                if (cards.Terms?.Chip == units.Chip && cards.SiteOn(day) == units.Site)
                {
                    yield return pool;
                }
            }
        }
    }
}
