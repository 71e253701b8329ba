using NodaTime;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Judges one kind of the subjects of the book.</summary>
internal interface IDesk
{
    /// <summary>With which the keys of its subjects begin, as <c>claims/</c>.</summary>
    string Prefix { get; }

    IEnumerable<string> Subjects { get; }

    /// <summary>Rules that are read off every subject.</summary>
    IReadOnlyList<string> Rules { get; }

    Jurisdiction? JurisdictionOf(string subject);

    Assessment? Assess(string subject, LocalDate day, Jurisdiction place, PolicyInForce policy);

    IEnumerable<IStated> Inputs(string subject, LocalDate day, PolicyInForce policy);

    /// <summary>Days on which the subject may change without anything being learned.</summary>
    IEnumerable<LocalDate> Turns(string subject, PolicyInForce policy);
}

/// <summary>What the desks have in common.</summary>
internal sealed class DeskFacts(Knowledge knowledge, ClaimRegister register, ClaimResolution resolution)
{
    public Jurisdiction? PlaceOf(IEnumerable<PoolNode> pools) => pools
        .Select(pool => knowledge.About<Collateral.PoolRegistered>(pool.Stream))
        .FirstOrDefault(registered => registered.Count > 0)?[^1].Data.Jurisdiction;

    public Jurisdiction? PlaceOf(Lien lien) => register.HistoryOf(lien) is { } history
        && knowledge.About<Parties.PartyRegistered>($"party/{history.Grantor}") is { Count: > 0 } registered
            ? registered[^1].Data.Jurisdiction
            : null;

    /// <summary>Facts about the pool's cards.</summary>
    public IEnumerable<IStated> About(PoolNode pool, LocalDate day, PolicyInForce policy) =>
        ((IEnumerable<IStated>)knowledge.About<Collateral.PoolRegistered>(pool.Stream))
            .Concat(knowledge.About<Collateral.CardsDelivered>(pool.Stream))
            .Concat(knowledge.About<Collateral.CardsReplaced>(pool.Stream))
            .Concat(knowledge.About<Collateral.CardsRetired>(pool.Stream))
            .Concat(knowledge.About<Collateral.CardsMoved>(pool.Stream))
            .Where(stated => policy.DayOf(stated.ValidTime) <= day);

    /// <summary>Facts about the lien, whoever filed them, and those that lead from it to these pools.</summary>
    public IEnumerable<IStated> About(Lien lien, IEnumerable<PoolNode> pools, LocalDate day, PolicyInForce policy)
    {
        bool Known(IStated stated) => policy.DayOf(stated.ValidTime) <= day;
        var facts = ((IEnumerable<IStated>)knowledge.About<Collateral.LienAmended>(lien.Stream))
            .Concat(knowledge.About<Collateral.LienRanked>(lien.Stream))
            .Concat(knowledge.About<Collateral.LienAssigned>(lien.Stream))
            .Concat(knowledge.About<Collateral.LienReleased>(lien.Stream))
            .Where(Known)
            .Concat(knowledge.About<Collateral.LienRegistered>(lien.Stream)
                .Where(stated => policy.DayOf(stated.Data.RegisteredAt) <= day));
        return resolution.On(lien, day, policy) is { } cover
            ? facts.Concat(resolution.Facts(cover, pools).Where(Known))
            : facts;
    }

    /// <summary>Who stood behind these facilities on that day: parties to what is said of what secures them.</summary>
    public IEnumerable<PartyId> Guarantors(
        IEnumerable<FacilityId?> facilities, LocalDate day, PolicyInForce policy) => facilities
        .OfType<FacilityId>()
        .SelectMany(facility => knowledge.About<Lending.GuaranteeGiven>($"facility/{facility}"))
        .Where(given => policy.DayOf(given.ValidTime) <= day)
        .Select(given => given.Data.Guarantor);

    public static Sequence<PartyId> Parties(IEnumerable<PartyId> parties) =>
        [.. parties.Distinct().OrderBy(party => party.Value, StringComparer.Ordinal)];

    public static Indicator Number(string name, string unit, decimal value) =>
        new(name, unit, Units.Figure.Of(value), Units.Figure.Of(value), Units.Figure.Of(value));
}
