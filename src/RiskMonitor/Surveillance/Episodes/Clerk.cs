using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>Puts rulings into words: events of alerts, rows of notices, each with the evidence of its day.</summary>
internal sealed class Clerk(string engineVersion, PolicyBook policies)
{
    /// <param name="closed">Last day that had been closed before this event; null while none was.</param>
    public Conclusion Alert(Ruling ruling, string rule, Case subject, LocalDate? closed, LocalDate today, long cause)
    {
        var id = DerivedId.OfAlert(rule, subject.Subject, ruling.Item.Number);
        return new Conclusion($"alert/{id}", ruling.Kind switch
        {
            RulingKind.Raised => Raised(ruling, rule, subject, ruling.Day <= closed),
            RulingKind.SeverityChanged when On(subject, rule, ruling.Day) is var seen => new AlertSeverityChanged(
                ruling.Day, ruling.Severity, Measured(seen), seen?.UnsupportedDebt, Inputs(subject, rule, ruling.Day)),
            RulingKind.Cleared => new AlertCleared(
                ruling.Day, Measured(On(subject, rule, ruling.Day)), Inputs(subject, rule, ruling.Day)),
            _ => new AlertWithdrawn(today, cause),
        });
    }

    public NoticeRow Notice(Ruling ruling, string rule, Case subject, SealedFact cause)
    {
        var shown = ruling.Kind == RulingKind.Cleared ? ruling.Item.Raised : ruling.Day;
        var seen = On(subject, rule, shown);
        var scope = Assess(subject, shown) ?? subject.Scope!;
        return new NoticeRow(
            rule,
            subject.Subject,
            ruling.Item.Number,
            scope.Jurisdiction,
            scope.Group,
            scope.Parties,
            ruling.Severity,
            ruling.Item.HoldsFrom,
            ruling.Item.Raised,
            ruling.Kind == RulingKind.Withdrawn,
            Measured(seen),
            seen?.Attributes ?? [],
            scope.Policy,
            cause.Ordinal,
            cause.Position,
            ruling.Cleared);
    }

    private AlertRaised Raised(Ruling ruling, string rule, Case subject, bool retroactive)
    {
        var assessed = Assess(subject, ruling.Day)
            ?? throw new InvalidOperationException($"{subject.Subject} breaches {rule} on a day without assessment.");
        var seen = assessed.Readings.First(reading => reading.Rule == rule);
        return new AlertRaised(
            rule,
            subject.Subject,
            ruling.Item.Number,
            assessed.Jurisdiction,
            assessed.Group,
            assessed.Parties,
            ruling.Severity,
            ruling.Item.HoldsFrom,
            ruling.Day,
            retroactive,
            seen.Measures,
            Backstop.FlipPoints(subject, rule, ruling.Day, PolicyOf(subject, ruling.Day)!),
            seen.Attributes,
            seen.UnsupportedDebt,
            Inputs(subject, rule, ruling.Day),
            assessed.Policy,
            engineVersion,
            Unmeasured: true, // no rule's false-alarm rate can be measured by this build
            ruling.Previous is { } previous ? DerivedId.OfAlert(rule, subject.Subject, previous.Number) : null);
    }

    private static Sequence<Measure> Measured(Reading? reading) => reading?.Measures ?? [];

    private Sequence<long> Inputs(Case subject, string rule, LocalDate day) =>
        PolicyOf(subject, day) is { } policy ? Backstop.Inputs(subject, rule, day, policy) : [];

    private Reading? On(Case subject, string rule, LocalDate day) =>
        Assess(subject, day)?.Readings.FirstOrDefault(reading => reading.Rule == rule);

    private Assessment? Assess(Case subject, LocalDate day) =>
        PolicyOf(subject, day) is { } policy ? Backstop.Assess(subject, day, policy) : null;

    private PolicyInForce? PolicyOf(Case subject, LocalDate day) =>
        subject.Book.JurisdictionOf(subject.Subject) is { } jurisdiction ? policies.On(day, jurisdiction) : null;
}
