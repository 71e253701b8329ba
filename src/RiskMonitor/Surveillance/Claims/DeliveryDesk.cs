using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Judges whether the cards of a pool ever came: <c>delivery/{pool}</c>.</summary>
internal sealed class DeliveryDesk(
    Knowledge knowledge,
    ClaimRegister register,
    ClaimResolution resolution,
    TurningDays turning,
    DeskFacts facts,
    Groups groups) : IDesk
{
    public string Prefix => "delivery/";

    public IReadOnlyList<string> Rules => [PhantomRule.Id];

    public IEnumerable<string> Subjects => register.Pools.Values.Select(pool => pool.Delivery);

    public Jurisdiction? JurisdictionOf(string subject) => Find(subject) is { } pool ? facts.PlaceOf([pool]) : null;

    public Assessment? Assess(string subject, LocalDate day, Jurisdiction place, PolicyInForce policy)
    {
        if (Find(subject) is not { } pool || Terms(pool, policy) is not { } terms)
        {
            return null;
        }

        var delivery = Delivery.On(pool, terms, day, policy, knowledge);
        var drawing = new Lazy<Drawing>(() => DrawingOf(pool, day, policy), isThreadSafe: false);
        var reading = PhantomRule.Read(delivery, () => drawing.Value, day, policy);
        var creditors = drawing.IsValueCreated
            ? drawing.Value.Claims.Select(claim => claim.State.Holder)
                .Concat(drawing.Value.Facilities.SelectMany(Lender))
                .Concat(facts.Guarantors(drawing.Value.Facilities, day, policy))
            : [];
        return new Assessment(
            subject,
            day,
            place,
            groups.GroupOf(terms.Owner, day),
            DeskFacts.Parties([terms.Owner, terms.Operator, .. creditors]),
            policy.Stamp,
            [DeskFacts.Number("cards delivered", "cards", delivery.Cards)],
            [reading],
            []);
    }

    public IEnumerable<IStated> Inputs(string subject, LocalDate day, PolicyInForce policy)
    {
        if (Find(subject) is not { } pool || Terms(pool, policy) is null)
        {
            return [];
        }

        var drawing = DrawingOf(pool, day, policy);
        return facts.About(pool, day, policy)
            .Concat(Known(Delivery.Evidence(pool, knowledge), day, policy))
            .Concat(Known(knowledge.About<CardsCommissioned>(pool.Stream), day, policy))
            .Concat(drawing.Claims.SelectMany(claim => facts.About(claim.State.Lien, [pool], day, policy)))
            .Concat(drawing.Facilities.SelectMany(facility => Known(
                ((IEnumerable<IStated>)knowledge.About<FacilityOpened>($"facility/{facility}"))
                    .Concat(knowledge.About<FacilityDrawn>($"facility/{facility}")),
                day,
                policy)));
    }

    public IEnumerable<LocalDate> Turns(string subject, PolicyInForce policy) => Find(subject) is { } pool
        ? turning.Of(pool, policy)
            .Concat(pool.Liens.Concat(pool.Sites.Values.SelectMany(site => site.UnitLiens)).Distinct()
                .SelectMany(lien => turning.Of(lien, policy)))
        : [];

    private static IEnumerable<IStated> Known(IEnumerable<IStated> stated, LocalDate day, PolicyInForce policy) =>
        stated.Where(fact => policy.DayOf(fact.ValidTime) <= day);

    private PoolNode? Find(string subject) =>
        register.Pools.TryGetValue(subject[Prefix.Length..], out var pool) ? pool : null;

    private PoolRegistered? Terms(PoolNode pool, PolicyInForce policy) => register.CardsOf(pool, policy).Terms;

    private Drawing DrawingOf(PoolNode pool, LocalDate day, PolicyInForce policy) =>
        Drawing.On(pool, day, policy, knowledge, resolution);

    private IEnumerable<PartyId> Lender(FacilityId facility) =>
        knowledge.About<FacilityOpened>($"facility/{facility}").Select(opened => opened.Data.Lender);
}
