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
public sealed partial class Engine
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
        var rows = new List<AssessmentRow>();
        var step = Step(fact, rows.Add);
        return rows.Count == 0 ? step : step with { Assessments = rows };
    }

    /// <inheritdoc cref="Step(SealedFact)"/>
    /// <param name="show">Takes the assessments one by one: the closing of a month may bring about more of them than
    /// should be held at once. They are not in the result.</param>
    public StepResult Step(SealedFact fact, Action<AssessmentRow> show)
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
                Take(fact, restless); // who decides changes by it, and what is known does not
                break;
            default:
                Learn(fact, restless);
                break;
        }

        return restless.Subjects.Count == 0 && findings.IsQuiet
            ? StepResult.Nothing
            : Judge(restless, new Judgement(fact, show));
    }

    private void Learn(SealedFact fact, Restless restless)
    {
        foreach (var change in Take(fact, restless))
        {
            foreach (var book in books)
            {
                try
                {
                    book.Notice(change, restless);
                }
                catch (Exception broken) when (Backstop.NameOf(broken) is not null)
                {
                    Unborne(fact, "notice", broken, restless);
                }
            }

            try
            {
                findings.Notice(change);
            }
            catch (Exception broken) when (Backstop.NameOf(broken) is not null)
            {
                findings.Unborne(fact, "findings", Backstop.NameOf(broken)!);
            }
        }
    }

    private IReadOnlyList<FactChange> Take(SealedFact fact, Restless restless)
    {
        try
        {
            var (changes, refused) = knowledge.Take(fact);
            foreach (var amendment in refused)
            {
                findings.Refused(amendment);
            }

            return changes;
        }
        catch (Exception broken) when (Backstop.NameOf(broken) is not null)
        {
            Unborne(fact, "reading", broken, restless);
            return [];
        }
    }

    private void Adopt(PolicyAdopted adopted, SealedFact fact, Restless restless)
    {
        Take(fact, restless);
        var policy = policies.Adopt(adopted, fact.Position);
        Tell(fact, "policy", book => book.PolicyChanged(policy, restless));
        findings.PolicyChanged(adopted.Jurisdiction);
        foreach (var subject in Under(adopted.Jurisdiction).Where(subject => subject.First is not null))
        {
            restless.Add(subject.Subject, LocalDate.Max(policy.EffectiveFrom, subject.First!.Value));
        }
    }

    private void Close(ReportingDayClosed day, SealedFact fact, Restless restless)
    {
        Take(fact, restless);
        var before = policies.LastClosed(day.Jurisdiction);
        policies.Close(day);
        if (before >= day.Date)
        {
            return; // it was closed already
        }

        var from = before?.PlusDays(1) ?? policies.JudgedFrom(day.Jurisdiction) ?? day.Date;
        var broken = new List<IBook>();
        Tell(fact, "closed days", book =>
        {
            broken.Add(book);
            book.DaysClosed(day.Jurisdiction, from, day.Date, restless);
            broken.Remove(book);
        });
        findings.DaysClosed(day.Jurisdiction, from, day.Date);
        foreach (var subject in Under(day.Jurisdiction))
        {
            if (broken.Contains(subject.Book))
            {
                restless.Add(subject.Subject, from); // the book did not say whom the days change: all are asked
            }
            else if (subject.IsDue(day.Date))
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

    private StepResult Judge(Restless restless, Judgement step)
    {
        var hearings = new List<Hearing>();
        foreach (var (key, day) in restless.Subjects)
        {
            if (CaseOf(key) is { } subject && Summon(subject, day) is { } hearing)
            {
                hearings.Add(hearing);
            }
        }

        Hear(hearings, step);
        foreach (var hearing in hearings.Where(hearing => !hearing.IsBroken))
        {
            try
            {
                Rule(hearing, step);
            }
            catch (Exception broken) when (Backstop.NameOf(broken) is not null)
            {
                Broke(hearing, broken, step);
            }
        }

        Forget(step);
        step.Conclusions.AddRange(incidents.Settle());
        return new StepResult(step.Conclusions, [], step.Notices, findings.Settle(step.Fact));
    }

    /// <summary>
    /// Reads all days of all subjects, neighbours one after the other, and only then are the rules asked, in the order
    /// of the subjects: what neighbours share is worked out once, and forgotten before it grows old.
    /// </summary>
    private void Hear(List<Hearing> hearings, Judgement step)
    {
        string? near = null;
        foreach (var hearing in Hearing.InOrderOfNearness(hearings))
        {
            if (near is not null && !string.Equals(near, hearing.Near, StringComparison.Ordinal))
            {
                Forget(step);
            }

            near = hearing.Near;
            try
            {
                Hear(hearing, step);
            }
            catch (Exception broken) when (Backstop.NameOf(broken) is not null)
            {
                Broke(hearing, broken, step);
            }
        }
    }

    private void Forget(Judgement step)
    {
        Tell(step.Fact, "end of judging", static book => book.Judged());
        content.Forget();
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

    /// <summary>Which days of the subject are to be judged; null for none as yet.</summary>
    private Hearing? Summon(Case subject, LocalDate asked)
    {
        var jurisdiction = subject.Book.JurisdictionOf(subject.Subject);
        var closed = jurisdiction is null ? null : policies.LastClosed(jurisdiction);
        var judgedFrom = jurisdiction is null ? null : policies.JudgedFrom(jurisdiction);
        var first = LocalDate.Min(asked, subject.Waiting ?? asked);
        var from = subject.Earliest(first);
        if ((closed is null || judgedFrom is null) && subject.Last is null)
        {
            subject.Wait(asked);
            return null;
        }

        // A subject that has lost its jurisdiction, or gone to one that closed fewer days, is judged to where it was.
        var until = LocalDate.Max(closed ?? subject.Stood!.Value, subject.Stood ?? closed!.Value);
        from = LocalDate.Max(from, LocalDate.Min(judgedFrom ?? from, subject.Last?.PlusDays(1) ?? judgedFrom ?? from));
        subject.Judged(asked, until);
        return from > until ? null : new Hearing(subject, jurisdiction, closed, first, from, until);
    }

    private void Hear(Hearing hearing, Judgement step)
    {
        var (subject, days) = (hearing.Subject, hearing.Days);
        var stand = subject.Standing(hearing.First, days.From, hearing.Until);
        days.Stand(stand, subject);
        subject.Breaks.Forget(days.From.PlusDays(stand));
        for (var offset = stand; offset < days.Count; offset++)
        {
            var day = days.From.PlusDays(offset);
            var policy = hearing.Closed >= day ? policies.On(day, hearing.Jurisdiction!) : null;
            var assessed = policy is null ? null : Backstop.Assess(subject, day, policy);
            days.Add(offset, assessed, policy, content);
        }

        subject.Last = hearing.Until;
        Write(subject, days, step);
        days.KeepLast();
    }

    private static void Write(Case subject, Days days, Judgement step)
    {
        var write = new List<int>();
        subject.Timeline.Judge(days.From, days.Contents, write);
        foreach (var offset in write)
        {
            var row = days[offset] ?? Nothing(subject.Scope!, days.From.PlusDays(offset));
            subject.Scope = days[offset] ?? subject.Scope;
            step.Show(new AssessmentRow(row, step.Fact.Ordinal, step.Fact.Position));
        }
    }

    /// <summary>What was said is no longer said; who could see it can see that.</summary>
    private static Assessment Nothing(Assessment scope, LocalDate day) =>
        scope with { Day = day, Indicators = [], Readings = [], Exposures = [] };

    private void Rule(Hearing hearing, Judgement step)
    {
        var (subject, days) = (hearing.Subject, hearing.Days);
        var before = step.Fact.Data is ReportingDayClosed ? hearing.Stood : hearing.Closed;
        foreach (var rule in days.Rules)
        {
            _ = subject.Find(rule) ?? subject.Open(rule);
        }

        foreach (var track in subject.Tracks)
        {
            var rulings = track.Judge(days.From, days.Marks(track.Rule), hearing.Stood);
            foreach (var ruling in rulings)
            {
                Pronounce(ruling, track.Rule, subject, before, step);
            }

            Regroup(track, subject, days[^1]);
        }

        findings.Judged(subject.Subject, days[^1], hearing.Until);
        findings.Broken(subject, days[^1] ?? subject.Scope);
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
    private sealed class Judgement(SealedFact fact, Action<AssessmentRow> show)
    {
        public SealedFact Fact => fact;

        public Action<AssessmentRow> Show => show;

        public List<Conclusion> Conclusions { get; } = [];

        public List<NoticeRow> Notices { get; } = [];
    }
}
