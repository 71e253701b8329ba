using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// Who claims which card: two liens on one card, more claims at a site than cards, cards that never came.
/// </summary>
/// <remarks>
/// Subjects: <c>claims/{registry}:{number}+{registry}:{number}</c> in ordinal order (COL-DUP, COL-OVERLAP),
/// <c>site/{site}/{chip}</c> (COL-SUM), <c>delivery/{pool}</c> (COL-PHANTOM). A pair exists only where a serial, its
/// successor or a pool brought the two liens together.
/// </remarks>
public sealed class ClaimBook : IBook
{
    private readonly PolicyBook policies;
    private readonly ClaimRegister register;
    private readonly ClaimIntake intake;
    private readonly PartyIntake parties;
    private readonly IReadOnlyList<IDesk> desks;
    private readonly Groups groups;
    private readonly Agenda agenda = new();

    public ClaimBook(Knowledge knowledge, PolicyBook policies, Groups groups)
    {
        this.policies = policies;
        this.groups = groups;
        register = new ClaimRegister(knowledge);
        var turning = new TurningDays(knowledge, register);
        var resolution = new ClaimResolution(register, knowledge);
        var facts = new DeskFacts(knowledge, register, resolution);
        Reach = new LienReach(knowledge, register, resolution);
        intake = new ClaimIntake(knowledge, register, turning);
        parties = new PartyIntake(knowledge, register, groups);
        desks =
        [
            new PairDesk(register, resolution, turning, facts, groups),
            new SiteDesk(knowledge, register, resolution, turning, facts, groups),
            new DeliveryDesk(knowledge, register, resolution, turning, facts, groups),
        ];
    }

    /// <summary>Where liens lead, for those who reckon debt by pools. It knows what this book was told.</summary>
    public ILienReach Reach { get; }

    public void Notice(FactChange change, Restless restless)
    {
        if (change.Data is PartyRegistered or PartyRelationDeclared or PartyRelationEnded)
        {
            if (parties.Take(change) is var (concerned, from))
            {
                foreach (var subject in concerned.Subjects)
                {
                    Rouse(subject, PolicyOf(subject), from, from is { } day ? [day] : [], restless);
                }
            }
        }
        else if (intake.Take(change) is { } taken)
        {
            Rouse(taken, restless);
        }
    }

    public void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to, Restless restless)
    {
        bool IsDue(string subject) => JurisdictionOf(subject) is { } place && jurisdiction.Covers(place);
        foreach (var (day, subject) in agenda.Take(from, to, IsDue))
        {
            restless.Add(subject, day);
        }
    }

    public void PolicyChanged(PolicyInForce policy, Restless restless)
    {
        groups.PolicyChanged();
        register.Forget();
        foreach (var desk in desks)
        {
            foreach (var subject in desk.Subjects)
            {
                if (desk.JurisdictionOf(subject) is { } place && policy.Jurisdiction.Covers(place))
                {
                    restless.Add(subject, policy.EffectiveFrom);
                    Schedule(subject, place, desk.Turns(subject, policy));
                }
            }
        }
    }

    /// <summary>A claim turns on days that are known beforehand, and its book names them.</summary>
    public bool ChangesDaily => false;

    public bool Owns(string subject) => DeskOf(subject) is not null;

    public Jurisdiction? JurisdictionOf(string subject) => DeskOf(subject)?.JurisdictionOf(subject);

    public Assessment? Assess(string subject, LocalDate day, PolicyInForce policy) =>
        DeskOf(subject) is { } desk && desk.JurisdictionOf(subject) is { } place
            ? desk.Assess(subject, day, place, policy)
            : null;

    public IReadOnlyList<string> RulesOf(string subject) => DeskOf(subject)?.Rules ?? [];

    public Sequence<long> Inputs(string rule, string subject, LocalDate day, PolicyInForce policy) =>
        DeskOf(subject) is { } desk
            ? [.. desk.Inputs(subject, day, policy).Select(fact => fact.Position).Distinct().Order()]
            : [];

    /// <summary>None: claims are facts, and no assumption changes their verdict.</summary>
    public Sequence<FlipPoint> FlipPoints(string rule, string subject, LocalDate day, PolicyInForce policy) => [];

    private IDesk? DeskOf(string subject) =>
        desks.FirstOrDefault(desk => subject.StartsWith(desk.Prefix, StringComparison.Ordinal));

    private PolicyInForce? PolicyOf(string subject) => JurisdictionOf(subject) is { } place
        ? policies.On(LocalDate.MaxIsoValue, place)
        : null;

    private void Rouse(Intake taken, Restless restless)
    {
        PolicyInForce? last = null;
        List<LocalDate> turns = [];
        foreach (var subject in taken.Touched.Subjects)
        {
            var policy = PolicyOf(subject);
            if (policy is not null && !ReferenceEquals(policy, last))
            {
                (last, turns) = (policy, [.. taken.Turns(policy)]);
            }

            LocalDate? from = taken.From is not { } instant ? null
                : policy?.DayOf(instant) ?? instant.InUtc().Date.PlusDays(-1);
            Rouse(subject, policy, from, policy is null ? [] : turns, restless);
        }
    }

    /// <param name="from">Null: from the first day on which anything is known of the subject.</param>
    private void Rouse(
        string subject, PolicyInForce? policy, LocalDate? from, List<LocalDate> turns, Restless restless)
    {
        if (policy is null)
        {
            restless.Add(subject, from ?? LocalDate.MinIsoValue);
            return; // nothing judges it yet; once something does, it is looked at as a whole
        }

        if (from is null)
        {
            turns = [.. DeskOf(subject)!.Turns(subject, policy)];
        }

        var first = from ?? turns.DefaultIfEmpty(policy.EffectiveFrom).Min();
        restless.Add(subject, LocalDate.Max(first, policies.JudgedFrom(policy.Jurisdiction) ?? first));
        Schedule(subject, policy.Jurisdiction, turns);
    }

    private void Schedule(string subject, Jurisdiction place, IEnumerable<LocalDate> turns)
    {
        var closed = policies.LastClosed(place);
        foreach (var turn in turns)
        {
            if (closed is null || turn > closed)
            {
                agenda.Add(turn, subject);
            }
        }
    }
}
