using NodaTime;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Judges two liens against each other: <c>claims/{registry}:{number}+{registry}:{number}</c>.</summary>
internal sealed class PairDesk(
    ClaimRegister register, ClaimResolution resolution, TurningDays turning, DeskFacts facts, Groups groups) : IDesk
{
    private readonly OverlapFinder finder = new(register, resolution);

    public string Prefix => "claims/";

    public IReadOnlyList<string> Rules => [DuplicateRule.Id, OverlapRule.Id];

    public IEnumerable<string> Subjects => register.Pairs.Keys;

    /// <summary>Where the cards are; else where a grantor is; else where the pair was judged before.</summary>
    public Jurisdiction? JurisdictionOf(string subject)
    {
        if (!register.Pairs.TryGetValue(subject, out var pair))
        {
            return null;
        }

        return pair.Place = facts.PlaceOf(pair.Pools.Values)
            ?? facts.PlaceOf(pair.First) ?? facts.PlaceOf(pair.Second) ?? pair.Place;
    }

    public Assessment? Assess(string subject, LocalDate day, Jurisdiction place, PolicyInForce policy)
    {
        if (!register.Pairs.TryGetValue(subject, out var pair)
            || !IsRegistered(pair.First, day, policy) || !IsRegistered(pair.Second, day, policy))
        {
            return null; // until both are registered, and once one was taken back, there is no pair
        }

        var overlap = finder.On(pair, day, policy);
        var view = PairView.Of(overlap, day, policy, groups);
        var owners = Owners(overlap, policy);
        var grantors = Grantors(pair);
        var obligor = owners.Concat(grantors).First();
        LienState[] states = view is null ? [] : [view.First, view.Second];
        return new Assessment(
            subject,
            day,
            place,
            groups.GroupOf(obligor, day),
            DeskFacts.Parties(
            [
                .. owners, .. grantors, .. states.Select(state => state.Holder),
                .. facts.Guarantors(states.Select(state => state.Facility), day, policy),
            ]),
            policy.Stamp,
            [DeskFacts.Number("cards claimed twice", "cards", view?.Meets == true ? overlap.Cards : 0)],
            [DuplicateRule.Read(view, policy), OverlapRule.Read(view, policy)],
            []);
    }

    public IEnumerable<IStated> Inputs(string subject, LocalDate day, PolicyInForce policy)
    {
        if (!register.Pairs.TryGetValue(subject, out var pair))
        {
            return [];
        }

        var pools = finder.On(pair, day, policy).Pools;
        return facts.About(pair.First, pools, day, policy)
            .Concat(facts.About(pair.Second, pools, day, policy))
            .Concat(pools.SelectMany(pool => facts.About(pool, day, policy)));
    }

    public IEnumerable<LocalDate> Turns(string subject, PolicyInForce policy) =>
        register.Pairs.TryGetValue(subject, out var pair)
            ? turning.Of(pair.First, policy)
                .Concat(turning.Of(pair.Second, policy))
                .Concat(pair.Pools.Values.SelectMany(pool => turning.Of(pool, policy)))
            : [];

    private bool IsRegistered(Lien lien, LocalDate day, PolicyInForce policy) =>
        register.HistoryOf(lien) is { } history && policy.DayOf(history.RegisteredAt) <= day;

    private IEnumerable<PartyId> Owners(Overlap overlap, PolicyInForce policy) => overlap.Pools
        .Select(pool => register.CardsOf(pool, policy).Terms?.Owner)
        .OfType<PartyId>();

    private IEnumerable<PartyId> Grantors(Pair pair) =>
        ((Lien[])[pair.First, pair.Second]).Select(lien => register.HistoryOf(lien)?.Grantor).OfType<PartyId>();
}
