using NodaTime;
using RiskMonitor.Lending;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Whether money was lent on a pool: through a lien that leads to it, or a facility that names it.</summary>
/// <param name="Pledged">A lien or a facility stands on the pool.</param>
/// <param name="Drawn">Of such a facility something was drawn; null where a lien does not say what it secures.</param>
internal sealed record Drawing(
    bool Pledged, bool? Drawn, IReadOnlyList<Cover> Claims, IReadOnlyList<FacilityId> Facilities)
{
    public static Drawing On(
        PoolNode pool,
        LocalDate day,
        PolicyInForce policy,
        Knowledge knowledge,
        ClaimResolution resolution)
    {
        bool Known(IStated stated) => policy.DayOf(stated.ValidTime) <= day;
        var claims = new List<Cover>();
        foreach (var lien in Candidates(pool))
        {
            if (resolution.On(lien, day, policy) is { } cover && LeadsTo(cover, pool))
            {
                claims.Add(cover);
            }
        }

        var facilities = new SortedDictionary<string, FacilityId>(StringComparer.Ordinal);
        foreach (var facility in Named(pool, knowledge, Known).Concat(
            claims.Select(claim => claim.State.Facility).OfType<FacilityId>()))
        {
            if (!knowledge.About<FacilityClosed>($"facility/{facility}").Any(Known))
            {
                facilities.TryAdd(facility.Value, facility);
            }
        }

        var drawn = facilities.Values.Any(facility =>
            knowledge.About<FacilityDrawn>($"facility/{facility}").Any(Known));
        var silent = claims.Exists(claim => claim.State.Facility is null);
        return new Drawing(
            claims.Count + facilities.Count > 0,
            drawn ? true : silent ? null : false,
            claims,
            [.. facilities.Values]);
    }

    private static SortedSet<Lien> Candidates(PoolNode pool)
    {
        var liens = new SortedSet<Lien>(pool.Liens, Lien.ByName);
        foreach (var site in pool.Sites.Values)
        {
            liens.UnionWith(site.UnitLiens);
        }

        return liens;
    }

    /// <summary>Units lead to the pool of that chip and site whose owner granted the lien.</summary>
    private static bool LeadsTo(Cover cover, PoolNode pool) =>
        cover.Pools.ContainsKey(pool.Stream)
        || cover.Cards.Values.Any(card => card.Pool == pool)
        || (cover.Units is { } units
            && pool.Cards?.Terms is { } terms && terms.Owner == cover.State.Grantor
            && units.Site == terms.Site && units.Chip == terms.Chip);

    private static IEnumerable<FacilityId> Named(PoolNode pool, Knowledge knowledge, Func<IStated, bool> known)
    {
        foreach (var opened in knowledge.About<FacilityOpened>(pool.Stream).Where(stated => known(stated)))
        {
            yield return opened.Data.Facility;
        }

        foreach (var amended in knowledge.About<FacilityAmended>(pool.Stream).Where(stated => known(stated)))
        {
            yield return amended.Data.Facility;
        }
    }
}
