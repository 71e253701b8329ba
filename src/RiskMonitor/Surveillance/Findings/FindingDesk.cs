using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Episodes;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>What is wrong with what was filed: findings, which follow from the facts and are no events.</summary>
internal sealed class FindingDesk
{
    private readonly FindingLog log;
    private readonly Unresolved unresolved;
    private readonly BackDated backDated;
    private readonly Punctuality punctuality;
    private readonly Implausible implausible;
    private readonly Disagreement disagreement;
    private readonly Dictionary<string, string[]> judged = new(StringComparer.Ordinal);

    public FindingDesk(Knowledge knowledge, PolicyBook policies)
    {
        var scopes = new Scopes(knowledge);
        log = new FindingLog(scopes);
        unresolved = new Unresolved(knowledge, log);
        backDated = new BackDated(policies, scopes, log);
        punctuality = new Punctuality(knowledge, policies, scopes, log);
        implausible = new Implausible(knowledge, policies, scopes, log);
        disagreement = new Disagreement(knowledge, log);
    }

    /// <summary>Whether this event has touched no finding.</summary>
    public bool IsQuiet => log.IsQuiet;

    public void Notice(FactChange change)
    {
        unresolved.Notice(change);
        backDated.Notice(change);
        punctuality.Notice(change);
        implausible.Notice(change);
        disagreement.Notice(change);
    }

    public void PolicyChanged(Jurisdiction jurisdiction) => implausible.PolicyChanged(jurisdiction);

    public void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to) =>
        punctuality.DaysClosed(jurisdiction, from, to);

    /// <summary>A correction that can never stand in its target's place.</summary>
    public void Refused(RefusedAmendment refused)
    {
        var amendment = refused.Amendment;
        log.Say(
            "DQ-BADCORRECTION",
            ((IFact)amendment.Data).Stream,
            $"{amendment.Id.Id} of {refused.Target.Id}: {refused.Why}",
            amendment.ValidTime.InUtc().Date,
            amendment.Id.Source);
    }

    /// <summary>A fact over which a part of the monitor broke off; it is not mended by what comes later.</summary>
    /// <param name="where">What was being done with it.</param>
    /// <param name="name">What broke off, in our own words.</param>
    public void Unborne(SealedFact fact, string where, string name) => log.Say(
        "DQ-UNCOMPUTED",
        fact.Data is IFact { Stream: var stream } ? stream : $"fact/{fact.Id.Id}",
        $"{fact.Id.Id}: {where}: {name}",
        fact.ValidTime.InUtc().Date,
        fact.Id.Source);

    /// <summary>What could not be judged on the last closed day.</summary>
    public void Judged(string subject, Assessment? assessment, LocalDate day)
    {
        var details = (assessment?.Readings ?? []).Where(reading => reading.Raising is Verdict.Inconclusive)
            .Select(reading => $"{reading.Rule} {reading.Raising}").ToArray();
        if (details.SequenceEqual(judged.GetValueOrDefault(subject, []), StringComparer.Ordinal))
        {
            return;
        }

        judged[subject] = details;
        var scope = assessment is null ? null : new Scope(assessment.Jurisdiction, assessment.Parties);
        log.Set("DQ-INCONCLUSIVE", subject, [.. details.Select(detail => (detail, day))], source: null, scope);
    }

    /// <summary>What broke off in the computation for the subject, from its first day on.</summary>
    public void Broken(Case subject, Assessment? scope)
    {
        if (subject.Breaks.IsQuiet)
        {
            return;
        }

        var found = subject.Breaks.First;
        subject.Breaks.WasAny = found.Count > 0;
        var whom = scope is null ? null : new Scope(scope.Jurisdiction, scope.Parties);
        log.Set("DQ-UNCOMPUTED", subject.Subject, found, source: null, whom);
    }

    public IReadOnlyList<FindingRow> Settle(SealedFact cause) => log.Settle(cause);
}
