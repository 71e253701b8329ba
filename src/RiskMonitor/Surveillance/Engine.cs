using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance.Episodes;
using RiskMonitor.Surveillance.Findings;
using RiskMonitor.Surveillance.Grouping;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance;

/// <summary>
/// The deterministic fold: one sealed event after the other goes in, and what follows from it comes out. The live
/// pipeline, replays, stories and benchmarks all drive this same code, one event at a time.
/// </summary>
/// <remarks>It knows no clock: days pass by <see cref="ReportingDayClosed"/> and by nothing else.</remarks>
public sealed class Engine
{
    private readonly IReadOnlyList<IBook> books;
    private readonly Knowledge knowledge;
    private readonly PolicyBook policies;
    private readonly SortedDictionary<string, Case> cases = new(StringComparer.Ordinal);
    private readonly Clerk clerk;
    private readonly IncidentDesk incidents = new();
    private readonly FindingDesk findings;
    private readonly Content content = new();

    /// <param name="engineVersion">Named in every alert.</param>
    /// <param name="books">Each answers for its own subjects; no subject has two.</param>
    public Engine(string engineVersion, IReadOnlyList<IBook> books, Knowledge knowledge, PolicyBook policies)
    {
        this.books = books;
        this.knowledge = knowledge;
        this.policies = policies;
        clerk = new Clerk(engineVersion, policies);
        findings = new FindingDesk(knowledge, policies);
    }

    /// <summary>Subjects under surveillance.</summary>
    public int Subjects => cases.Count;

    /// <summary>The next event of the sealed order: a fact, an act of oversight, or a receipt.</summary>
    public StepResult Step(SealedFact fact)
    {
        var restless = new Restless();
        switch (fact.Data)
        {
            case PolicyAdopted adopted:
                Adopt(adopted, fact, restless);
                break;
            case ReportingDayClosed day:
                Close(day, fact, restless);
                break;
            case EngineAdopted:
                Take(fact); // who decides changes by it, and what is known does not
                break;
            default:
                Learn(fact, restless);
                break;
        }

        return restless.Subjects.Count == 0 && findings.IsQuiet
            ? StepResult.Nothing
            : Judge(restless, fact);
    }

    private void Learn(SealedFact fact, Restless restless)
    {
        foreach (var change in Take(fact))
        {
            foreach (var book in books)
            {
                book.Notice(change, restless);
            }

            findings.Notice(change);
        }
    }

    private IReadOnlyList<FactChange> Take(SealedFact fact)
    {
        var (changes, refused) = knowledge.Take(fact);
        foreach (var amendment in refused)
        {
            findings.Refused(amendment);
        }

        return changes;
    }

    private void Adopt(PolicyAdopted adopted, SealedFact fact, Restless restless)
    {
        Take(fact);
        var policy = policies.Adopt(adopted, fact.Position);
        foreach (var book in books)
        {
            book.PolicyChanged(policy, restless);
        }

        findings.PolicyChanged(adopted.Jurisdiction);
        foreach (var subject in Under(adopted.Jurisdiction).Where(subject => subject.First is not null))
        {
            restless.Add(subject.Subject, LocalDate.Max(policy.EffectiveFrom, subject.First!.Value));
        }
    }

    private void Close(ReportingDayClosed day, SealedFact fact, Restless restless)
    {
        Take(fact);
        var before = policies.LastClosed(day.Jurisdiction);
        policies.Close(day);
        if (before >= day.Date)
        {
            return; // it was closed already
        }

        var from = before?.PlusDays(1) ?? policies.JudgedFrom(day.Jurisdiction) ?? day.Date;
        foreach (var book in books)
        {
            book.DaysClosed(day.Jurisdiction, from, day.Date, restless);
        }

        findings.DaysClosed(day.Jurisdiction, from, day.Date);
        foreach (var subject in Under(day.Jurisdiction))
        {
            if (subject.IsDue(day.Date))
            {
                restless.Add(subject.Subject, subject.Due(from));
            }
            else if (!restless.Has(subject.Subject))
            {
                subject.Pass(day.Date);
            }
        }
    }

    private IEnumerable<Case> Under(Jurisdiction jurisdiction) => cases.Values.Where(subject =>
        subject.Book.JurisdictionOf(subject.Subject) is { } place && jurisdiction.Covers(place));

    private StepResult Judge(Restless restless, SealedFact fact)
    {
        var step = new Judgement(fact);
        foreach (var (key, day) in restless.Subjects)
        {
            if (CaseOf(key) is { } subject)
            {
                Judge(subject, day, step);
            }
        }

        foreach (var book in books)
        {
            book.Judged();
        }

        step.Conclusions.AddRange(incidents.Settle());
        return new StepResult(step.Conclusions, step.Rows, step.Notices, findings.Settle(fact));
    }

    private Case? CaseOf(string key)
    {
        if (!cases.TryGetValue(key, out var subject)
            && books.FirstOrDefault(book => book.Owns(key)) is { } owner)
        {
            cases.Add(key, subject = new Case(key, owner));
        }

        return subject;
    }

    private void Judge(Case subject, LocalDate asked, Judgement step)
    {
        var jurisdiction = subject.Book.JurisdictionOf(subject.Subject);
        var closed = jurisdiction is null ? null : policies.LastClosed(jurisdiction);
        var judgedFrom = jurisdiction is null ? null : policies.JudgedFrom(jurisdiction);
        var first = LocalDate.Min(asked, subject.Waiting ?? asked);
        var from = subject.Earliest(first);
        if ((closed is null || judgedFrom is null) && subject.Last is null)
        {
            subject.Wait(asked);
            return;
        }

        // A subject that has lost its jurisdiction, or gone to one that closed fewer days, is judged to where it was.
        var until = LocalDate.Max(closed ?? subject.Stood!.Value, subject.Stood ?? closed!.Value);
        from = LocalDate.Max(from, LocalDate.Min(judgedFrom ?? from, subject.Last?.PlusDays(1) ?? judgedFrom ?? from));
        subject.Judged(asked, until);
        if (from > until)
        {
            return;
        }

        var days = new Days(from, Period.DaysBetween(from, until) + 1);
        var stand = subject.Standing(first, from, until);
        days.Stand(stand, subject);
        subject.Breaks.Forget(from.PlusDays(stand));
        for (var offset = stand; offset < days.Count; offset++)
        {
            var day = from.PlusDays(offset);
            var policy = closed >= day ? policies.On(day, jurisdiction!) : null;
            var assessed = policy is null ? null : Backstop.Assess(subject, day, policy);
            days.Add(offset, assessed, policy, content);
        }

        var stood = subject.Stood;
        subject.Last = until;
        Write(subject, days, step);
        Rule(subject, days, stood, step.Fact.Data is ReportingDayClosed ? stood : closed, step);
        findings.Judged(subject.Subject, days[^1], until);
        findings.Broken(subject, days[^1] ?? subject.Scope);
    }

    private static void Write(Case subject, Days days, Judgement step)
    {
        var write = new List<int>();
        subject.Timeline.Judge(days.From, days.Contents, write);
        foreach (var offset in write)
        {
            var row = days[offset] ?? Nothing(subject.Scope!, days.From.PlusDays(offset));
            subject.Scope = days[offset] ?? subject.Scope;
            step.Rows.Add(new AssessmentRow(row, step.Fact.Ordinal, step.Fact.Position));
        }
    }

    /// <summary>What was said is no longer said; who could see it can see that.</summary>
    private static Assessment Nothing(Assessment scope, LocalDate day) =>
        scope with { Day = day, Indicators = [], Readings = [], Exposures = [] };

    private void Rule(Case subject, Days days, LocalDate? stood, LocalDate? before, Judgement step)
    {
        foreach (var rule in days.Rules)
        {
            _ = subject.Find(rule) ?? subject.Open(rule);
        }

        foreach (var track in subject.Tracks)
        {
            var rulings = track.Judge(days.From, days.Marks(track.Rule), stood);
            foreach (var ruling in rulings)
            {
                Pronounce(ruling, track.Rule, subject, before, step);
            }

            Regroup(track, subject, days[^1]);
        }
    }

    private void Pronounce(Ruling ruling, string rule, Case subject, LocalDate? before, Judgement step)
    {
        if (RuleCatalogue.Of(rule).Kind != RuleKind.Alert)
        {
            step.Notices.Add(clerk.Notice(ruling, rule, subject, step.Fact));
            return;
        }

        var said = clerk.Alert(ruling, rule, subject, before, subject.Last!.Value, step.Fact.Position);
        step.Conclusions.Add(said);
        var alert = said.Stream["alert/".Length..];
        if (said.Event is AlertRaised raised)
        {
            incidents.Stands(alert, raised.Group, raised.Jurisdiction);
        }
        else if (ruling.Kind is RulingKind.Cleared or RulingKind.Withdrawn)
        {
            incidents.Over(alert);
        }
    }

    /// <summary>An alert that stands moves to the incident of the group that its subject belongs to now.</summary>
    private void Regroup(Track track, Case subject, Assessment? today)
    {
        if (today is not null && track.Docket.Standing is { } standing
            && RuleCatalogue.Of(track.Rule).Kind == RuleKind.Alert)
        {
            var alert = DerivedId.OfAlert(track.Rule, subject.Subject, standing.Number);
            incidents.Stands(alert, today.Group, today.Jurisdiction);
        }
    }

    /// <summary>What one event has brought about so far.</summary>
    private sealed class Judgement(SealedFact fact)
    {
        public SealedFact Fact => fact;

        public List<Conclusion> Conclusions { get; } = [];

        public List<AssessmentRow> Rows { get; } = [];

        public List<NoticeRow> Notices { get; } = [];
    }
}
