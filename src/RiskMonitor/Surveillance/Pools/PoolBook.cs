using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Episodes;
using RiskMonitor.Surveillance.Kinds;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// The figures of pools and the rules that read them: LEV-DETACH and UTIL-IDLE (specs/indicators.md, 0 to 4).
/// </summary>
/// <remarks>
/// The answer for a day is a pure function of what is known now. It uses usage months that end on or before the day
/// and are mature at the last closed day of the jurisdiction, not at the day itself; when closing makes a month
/// mature, the pool is judged again from the first day of that month. Caches hold nothing that the knowledge does not.
/// </remarks>
public sealed partial class PoolBook : IBook
{
    private const string Prefix = "pool/";
    private static readonly string[] Rules = [DetachmentRule.Id, IdleRule.Id];
    private const int MostRecent = 32_768; // facilities, borrowers and groups ask for the same pool and day

    private readonly Knowledge knowledge;
    private readonly PolicyBook policies;
    private readonly Groups groups;
    private readonly ILienReach reach;
    private readonly SortedDictionary<string, PoolState> pools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PoolState> byId = new(StringComparer.Ordinal); // asked for on every day
    private readonly Dictionary<string, LocalDate?> closedDays = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Subject, LocalDate Day), PoolFigures> recent = [];
    private readonly Rates rates;
    private readonly Banks banks;
    private readonly RoundTrips roundTrips;
    private readonly PoolMonths months;
    private readonly Securities securities;
    private readonly Prices prices;
    private readonly PoolValuer valuer;
    private readonly IndicatorList indicators = new();
    private readonly PartyList parties = new();
    private BoundWords? words; // of the policy that was asked for last

    public PoolBook(Knowledge knowledge, PolicyBook policies, Groups groups, ILienReach reach)
    {
        (this.knowledge, this.policies, this.groups, this.reach) = (knowledge, policies, groups, reach);
        rates = new Rates(knowledge);
        banks = new Banks(knowledge);
        roundTrips = new RoundTrips(groups);
        months = new PoolMonths(knowledge, groups, rates, banks, roundTrips);
        securities = new Securities(knowledge, groups, rates, Ready, Leads);
        prices = new Prices(knowledge);
        valuer = new PoolValuer(knowledge, groups, rates, months, securities, prices);
    }

    internal Securities Securities => securities;

    /// <summary>Facilities that are or were secured on the pool, by key.</summary>
    internal IReadOnlyCollection<string> FacilitiesOf(string pool) =>
        pools.TryGetValue(pool, out var known) ? known.Facilities.InOrder : [];

    internal Rates Rates => rates;

    public bool Owns(string subject) => subject.StartsWith(Prefix, StringComparison.Ordinal);

    public Jurisdiction? JurisdictionOf(string subject) =>
        pools.TryGetValue(subject, out var pool) ? pool.Registered?.Jurisdiction : null;

    public string NearOf(string subject) => pools.TryGetValue(subject, out var pool) && pool.Registered is not null
        ? groups.GroupOf(pool.OwnerOn(LocalDate.MaxIsoValue), LocalDate.MaxIsoValue)
        : "";

    public Assessment? Assess(string subject, LocalDate day, PolicyInForce policy)
    {
        if (FiguresOf(subject, day, policy) is not { } figures)
        {
            return null;
        }

        var bounds = words is { } said && ReferenceEquals(said.Policy, policy) ? said : words = new BoundWords(policy);
        return new Assessment(
            subject,
            day,
            figures.Pool.Registered!.Jurisdiction,
            groups.GroupOf(figures.Pool.OwnerOn(day), day),
            PartiesOf(figures.Pool, figures.Slices, day),
            policy.Stamp,
            figures.Pool.Said = PoolIndicators.Of(
                figures, policy, indicators.After(figures.Pool.Said)),
            [DetachmentRule.Read(figures, bounds), IdleRule.Read(figures, bounds)],
            figures.Leaves);
    }

    public IReadOnlyList<string> RulesOf(string subject) => Rules;

    public Assessment? Footing(string subject, LocalDate day, PolicyInForce policy, Reason why)
    {
        if (StateOf(pools.GetValueOrDefault(subject), day, policy) is not { } pool)
        {
            return null;
        }

        var slices = Backstop.Try(() => valuer.SlicesOf(pool, day, policy)) ?? [];
        return new Assessment(
            subject,
            day,
            pool.Registered!.Jurisdiction,
            groups.GroupOf(pool.OwnerOn(day), day),
            PartiesOf(pool, slices, day),
            policy.Stamp,
            Indicators: [],
            Readings: [],
            Leaves.Unvalued(pool, slices, day, why));
    }

    public Sequence<long> Inputs(string rule, string subject, LocalDate day, PolicyInForce policy) =>
        FiguresOf(subject, day, policy) is { } figures
            ? new PoolInputs(knowledge, securities, prices).Of(rule, figures, policy)
            : [];

    public Sequence<FlipPoint> FlipPoints(string rule, string subject, LocalDate day, PolicyInForce policy)
    {
        if (rule != DetachmentRule.Id || FiguresOf(subject, day, policy) is not { Case: { } useCase } figures
            || !figures.Debt.Is)
        {
            return [];
        }

        var debt = figures.Money(figures.Debt.Value);
        var valuation = figures.Valuation!;
        return
        [
            .. valuation.FlipPoints(useCase, debt, DetachmentRule.FlipBound(policy))
                .From(valuation.Centre(useCase, debt))
                .Select(flip => new FlipPoint(flip.Input, flip.Unit, flip.Central, flip.At)),
        ];
    }

    /// <summary>The ladder of use over the window that ends with the day; null where there is no such pool yet.
    /// </summary>
    public Ladder? LadderOf(string subject, LocalDate day, PolicyInForce policy) =>
        FiguresOf(subject, day, policy) is not { } figures ? null : new LadderReader(
            knowledge, months, policy, LastClosed(figures.Pool.Registered!.Jurisdiction) ?? LocalDate.MinIsoValue)
            .Of(figures, PartiesOf(figures.Pool, figures.Slices, day));

    /// <summary>What every hour of the window was; null where there is no such pool yet.</summary>
    public UseKinds? KindsOf(string subject, LocalDate day, PolicyInForce policy)
    {
        if (StateOf(pools.GetValueOrDefault(subject), day, policy) is not { } pool)
        {
            return null;
        }

        var before = rates.Asked;
        try
        {
            var closed = LastClosed(pool.Registered!.Jurisdiction) ?? LocalDate.MinIsoValue;
            return new KindReader(knowledge, groups, rates, months, policy, closed).Of(pool, day);
        }
        finally
        {
            pool.UsesRates |= rates.Asked != before; // a month that was read for this answer is kept for others
        }
    }

    /// <summary>Null where the pool is not registered by that day.</summary>
    private static PoolState? StateOf(PoolState? pool, LocalDate day, PolicyInForce policy)
    {
        pool?.Under(policy);
        return pool?.Registered is null || day < pool.RegisteredOn ? null : pool;
    }

    /// <summary>Null where the pool is not registered by that day.</summary>
    internal PoolFigures? FiguresOf(PoolId id, LocalDate day, PolicyInForce policy) =>
        FiguresOf(byId.GetValueOrDefault(id.Value), day, policy);

    private PoolFigures? FiguresOf(string subject, LocalDate day, PolicyInForce policy) =>
        FiguresOf(pools.GetValueOrDefault(subject), day, policy);

    private PoolFigures? FiguresOf(PoolState? asked, LocalDate day, PolicyInForce policy)
    {
        if (StateOf(asked, day, policy) is not { } pool)
        {
            return null;
        }

        if (recent.TryGetValue((pool.Key, day), out var known) && ReferenceEquals(known.Policy, policy))
        {
            return known;
        }

        var before = rates.Asked;
        PoolFigures figures;
        try
        {
            var closed = LastClosed(pool.Registered!.Jurisdiction) ?? LocalDate.MinIsoValue;
            figures = valuer.At(pool, day, policy, closed);
        }
        finally
        {
            pool.UsesRates |= rates.Asked != before; // also if it breaks off, perhaps over the rate
        }

        if (recent.Count >= MostRecent)
        {
            recent.Clear();
        }

        recent[(pool.Key, day)] = figures;
        return figures;
    }

    /// <summary>Whether liens for the facility may lead to more pools than it names on the day.</summary>
    private ILienReach? Leads(Loan loan, IReadOnlyList<PoolId> named) =>
        PoolsOf(poolsOfFacility, loan.Key).Count > named.Count ? reach : null;

    private PoolState? Ready(PoolId id, PolicyInForce policy)
    {
        if (byId.TryGetValue(id.Value, out var pool))
        {
            pool.Under(policy);
            return pool;
        }

        return null;
    }

    private LocalDate? LastClosed(Jurisdiction jurisdiction)
    {
        if (!closedDays.TryGetValue(jurisdiction.Value, out var day))
        {
            closedDays.Add(jurisdiction.Value, day = policies.LastClosed(jurisdiction));
        }

        return day;
    }

    /// <summary>Owner, operator, lenders, borrowers and guarantors, ascending by id.</summary>
    private Sequence<PartyId> PartiesOf(PoolState pool, IReadOnlyList<Slice> slices, LocalDate day)
    {
        parties.Clear();
        parties.Add(pool.OwnerOn(day));
        parties.Add(pool.Registered!.Operator);
        foreach (var slice in slices)
        {
            parties.Add(slice.Lender);
            parties.Add(slice.Borrower);
            if (slice.Loan is { } loan)
            {
                foreach (var guarantor in loan.GuarantorsAt(day))
                {
                    parties.Add(guarantor);
                }
            }
        }

        return pool.Parties = parties.Done(pool.Parties);
    }
}
