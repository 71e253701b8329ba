using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Everything that is known of one lien, by whoever filed it.</summary>
/// <remarks>
/// The registry's word wins for the instant, the objects and the rank, however old it is; it decides the parties and
/// the kind too, as the public record. The facility, the debt and the agreement between creditors are the lender's to
/// say; what one side leaves open is taken from the other. A release counts whoever files it.
/// </remarks>
internal sealed class LienHistory
{
    private readonly Lien lien;
    private readonly Registration lead;
    private readonly Registration terms;
    private readonly LienReference[] paysOff;
    private readonly List<LienWord<LienObjects>> objects = [];
    private readonly List<LienWord<int>> ranks = [];
    private readonly List<LienWord<string>> agreements = [];
    private readonly List<LienWord<Money>> debts = [];
    private readonly List<LienWord<PartyId>> assignments = [];
    private readonly List<Instant> releases = [];

    private LienHistory(Lien lien, Registration? registry, Registration? lender)
    {
        this.lien = lien;
        Registry = registry;
        Lender = lender;
        lead = registry ?? lender!;
        terms = lender ?? registry!;
        paysOff = [.. (registry?.Terms.PaysOff ?? []).Concat(lender?.Terms.PaysOff ?? []).Distinct()];
    }

    public Registration? Registry { get; }

    public Registration? Lender { get; }

    public Instant RegisteredAt => lead.Terms.RegisteredAt;

    public PartyId Grantor => lead.Terms.Grantor;

    public FacilityId? Facility => terms.Terms.Facility.OrNull() ?? lead.Terms.Facility.OrNull();

    /// <summary>Null while no registration is known: what else is filed of it waits.</summary>
    public static LienHistory? Of(Lien lien, Knowledge knowledge, Registries registries)
    {
        var filed = knowledge.About<LienRegistered>(lien.Stream);
        if (filed.Count == 0)
        {
            return null;
        }

        var history = new LienHistory(
            lien,
            Registration.Of([.. filed.Where(stated => registries.Speaks(stated.Id))]),
            Registration.Of([.. filed.Where(stated => !registries.Speaks(stated.Id))]));
        history.Open(history.Lender, byRegistry: false);
        history.Open(history.Registry, byRegistry: true);
        history.Continue(knowledge, registries);
        return history;
    }

    public LienState? On(LocalDate day, PolicyInForce policy)
    {
        bool Known(Instant instant) => policy.DayOf(instant) <= day;
        if (!Known(RegisteredAt) || releases.Exists(Known))
        {
            return null;
        }

        var assigned = assignments.FindAll(word => Known(word.From));
        return new LienState(
            lien,
            policy.DayOf(RegisteredAt),
            RegisteredAt,
            assigned.Count > 0 ? assigned[^1].Said : lead.Terms.SecuredParty,
            [lead.Terms.SecuredParty, .. assigned.Select(word => word.Said)],
            Grantor,
            lead.Terms.Kind,
            Last(ranks.FindAll(word => Known(word.From)))?.Said,
            agreements.FindLast(word => Known(word.From))?.Said,
            Facility,
            debts.FindLast(word => Known(word.From))?.Said ?? terms.Terms.DebtSecured,
            paysOff,
            Layers(objects.FindAll(word => Known(word.From)), policy));
    }

    /// <summary>Days on which it changes.</summary>
    public IEnumerable<LocalDate> Turns(PolicyInForce policy) =>
        releases.Append(RegisteredAt)
            .Concat(objects.Select(word => word.From))
            .Concat(ranks.Select(word => word.From))
            .Concat(agreements.Select(word => word.From))
            .Concat(debts.Select(word => word.From))
            .Concat(assignments.Select(word => word.From))
            .Select(policy.DayOf);

    /// <summary>Days from which it lies on what it did not lie on before: from each a term to refinance runs.</summary>
    public IEnumerable<LocalDate> Beginnings(PolicyInForce policy) =>
        objects.Select(word => policy.DayOf(word.From));

    private void Open(Registration? side, bool byRegistry)
    {
        if (side is null)
        {
            return;
        }

        objects.Add(new LienWord<LienObjects>(RegisteredAt, byRegistry, side.Objects));
        if (side.Terms.Rank.TryGet(out var rank))
        {
            ranks.Add(new LienWord<int>(RegisteredAt, byRegistry, rank));
        }

        if (side.Terms.Intercreditor.TryGet(out var agreement) && (agreements.Count == 0 || !byRegistry))
        {
            agreements.Add(new LienWord<string>(RegisteredAt, byRegistry, agreement));
        }
    }

    private void Continue(Knowledge knowledge, Registries registries)
    {
        foreach (var amended in knowledge.About<LienAmended>(lien.Stream))
        {
            if (amended.Data.Objects is { } what)
            {
                objects.Add(new LienWord<LienObjects>(amended.ValidTime, registries.Speaks(amended.Id), what));
            }

            if (amended.Data.DebtSecured is { } debt)
            {
                debts.Add(new LienWord<Money>(amended.ValidTime, registries.Speaks(amended.Id), debt));
            }
        }

        foreach (var ranked in knowledge.About<LienRanked>(lien.Stream))
        {
            var byRegistry = registries.Speaks(ranked.Id);
            if (ranked.Data.Rank.TryGet(out var rank))
            {
                ranks.Add(new LienWord<int>(ranked.ValidTime, byRegistry, rank));
            }

            if (ranked.Data.Intercreditor.TryGet(out var agreement))
            {
                agreements.Add(new LienWord<string>(ranked.ValidTime, byRegistry, agreement));
            }
        }

        assignments.AddRange(knowledge.About<LienAssigned>(lien.Stream).Select(assigned =>
            new LienWord<PartyId>(assigned.ValidTime, registries.Speaks(assigned.Id), assigned.Data.To)));
        releases.AddRange(knowledge.About<LienReleased>(lien.Stream).Select(released => released.ValidTime));
    }

    private static List<Layer> Layers(List<LienWord<LienObjects>> known, PolicyInForce policy)
    {
        var counted = known.Exists(word => word.ByRegistry) ? known.FindAll(word => word.ByRegistry) : known;
        return counted.ConvertAll(word => new Layer(policy.DayOf(word.From), word.Said));
    }

    private static LienWord<T>? Last<T>(List<LienWord<T>> known) =>
        known.FindLast(word => word.ByRegistry) ?? known.FindLast(_ => true);
}
