using NodaTime;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Where liens lead: to which pools a facility reaches through the claims that secure it.</summary>
/// <remarks>
/// Whoever follows liens to cards answers; figures of pools only ask. Candidates may be more than is true of any day
/// and are never forgotten; what holds on a day is asked with the day.
/// </remarks>
public interface ILienReach
{
    /// <summary>Pools to which a lien for the facility, as <c>facility/…</c>, may lead on any day.</summary>
    IEnumerable<PoolId> Candidates(string facility);

    /// <summary>Facilities, as <c>facility/…</c>, of liens that may lead to the pool on any day.</summary>
    IEnumerable<string> FacilitiesOf(PoolId pool);

    /// <summary>Pools on a card or unit of which a lien for the facility lies at the end of the day.</summary>
    /// <param name="counts">Whether a lien of this grantor on the pool is asked for: others are not followed.</param>
    IEnumerable<PoolId> PoolsOf(
        string facility, LocalDate day, PolicyInForce policy, Func<PoolId, PartyId, bool> counts);
}
