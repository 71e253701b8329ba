using NodaTime;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Judges the claims on one chip at one site against what was counted: <c>site/{site}/{chip}</c>.</summary>
internal sealed class SiteDesk(
    Knowledge knowledge,
    ClaimRegister register,
    ClaimResolution resolution,
    TurningDays turning,
    DeskFacts facts,
    Groups groups) : IDesk
{
    private readonly SiteCounter counter = new(register, resolution);

    public string Prefix => "site/";

    public IReadOnlyList<string> Rules => [SumRule.Id];

    public IEnumerable<string> Subjects => register.Sites.Keys;

    public Jurisdiction? JurisdictionOf(string subject) => register.Sites.TryGetValue(subject, out var site)
        ? facts.PlaceOf(site.Pools.Values)
            ?? site.UnitLiens.Select(facts.PlaceOf).FirstOrDefault(place => place is not null)
        : null;

    public Assessment? Assess(string subject, LocalDate day, Jurisdiction place, PolicyInForce policy)
    {
        if (!register.Sites.TryGetValue(subject, out var site))
        {
            return null;
        }

        var claims = counter.On(site, day, policy);
        var owners = site.Pools.Values.Where(pool => counter.IsHere(pool, site, day, policy))
            .Select(pool => register.CardsOf(pool, policy).Terms?.Owner).OfType<PartyId>().ToList();
        var states = claims.Claims.Select(cover => cover.State).ToList();
        var obligor = owners.Concat(states.Select(state => state.Grantor)).Concat(Before(site, day, policy))
            .FirstOrDefault();
        if (obligor is null)
        {
            return null; // nobody has owned a card here yet, or granted a claim on one
        }

        return new Assessment(
            subject,
            day,
            place,
            groups.GroupOf(obligor, day),
            DeskFacts.Parties(
            [
                obligor, .. owners, .. states.SelectMany(state => (PartyId[])[state.Grantor, state.Holder]),
                .. facts.Guarantors(states.Select(state => state.Facility), day, policy),
            ]),
            policy.Stamp,
            [DeskFacts.Number("first claims", "cards", claims.Counted)],
            [SumRule.Read(claims, CensusOf(site, day, policy), day, policy)],
            []);
    }

    public IEnumerable<IStated> Inputs(string subject, LocalDate day, PolicyInForce policy)
    {
        if (!register.Sites.TryGetValue(subject, out var site))
        {
            return [];
        }

        var claims = counter.On(site, day, policy);
        var here = site.Pools.Values.Where(pool => counter.IsHere(pool, site, day, policy));
        return claims.Claims
            .SelectMany(cover => facts.About(cover.State.Lien, claims.Pools, day, policy))
            .Concat(claims.Pools.Concat(here).Distinct().SelectMany(pool => facts.About(pool, day, policy)))
            .Concat(CensusOf(site, day, policy).Counts);
    }

    public IEnumerable<LocalDate> Turns(string subject, PolicyInForce policy) =>
        register.Sites.TryGetValue(subject, out var site)
            ? site.UnitLiens.Concat(site.Pools.Values.SelectMany(pool => pool.Liens)).Distinct()
                .SelectMany(lien => turning.Of(lien, policy))
                .Concat(site.Pools.Values.SelectMany(pool => turning.Of(pool, policy)))
            : [];

    /// <summary>Whose site it was: what is over must still be said of somebody, or it would never be over.</summary>
    private IEnumerable<PartyId> Before(SiteNode site, LocalDate day, PolicyInForce policy) => site.Pools.Values
        .SelectMany(pool => register.CardsOf(pool, policy).Registrations)
        .Where(registered => policy.DayOf(registered.ValidTime) <= day)
        .Select(registered => registered.Data.Owner)
        .Concat(site.UnitLiens
            .Select(register.HistoryOf)
            .OfType<LienHistory>()
            .Where(history => policy.DayOf(history.RegisteredAt) <= day)
            .Select(history => history.Grantor));

    private Census CensusOf(SiteNode site, LocalDate day, PolicyInForce policy) =>
        Census.On(site, day, policy, knowledge, register);
}
