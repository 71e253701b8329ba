using NodaTime;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>
/// AUD-BACKDATE: a fact that was filed when its day had long been closed, and later than the calendar allows it.
/// </summary>
/// <remarks>
/// Time passes for the monitor by closed days, so a filing is as late as the last closed day or the time at which it
/// was recorded, whichever is earlier: nothing is back-dated while its day is still open.
/// </remarks>
internal sealed class BackDated(PolicyBook policies, Scopes scopes, FindingLog log)
{
    public void Notice(FactChange change)
    {
        if (change is not { Before: null, After: { Data: IFact fact } stated } || stated.Id != change.Cause.Id
            || scopes.Of(fact.Stream).Jurisdiction is not { } jurisdiction
            || policies.LastClosed(jurisdiction) is not { } closed
            || policies.On(closed, jurisdiction) is not { } policy)
        {
            return;
        }

        var day = policy.DayOf(stated.ValidTime);
        var allowed = Duration.FromHours(policy.Document.Rules.DataQuality.BackdatedHours.Value);
        if (EndOf(Due(fact, day, policy), policy) + allowed < Instant.Min(EndOf(closed, policy), stated.RecordedAt))
        {
            var name = EventCatalogue.NameOf(fact.GetType());
            log.Say("AUD-BACKDATE", fact.Stream, $"{name} {stated.Id.Id}", day, stated.Id.Source);
        }
    }

    private static LocalDate Due(IFact fact, LocalDate day, PolicyInForce policy)
    {
        var knowable = Reports.KnowableOn(fact, day);
        return Reports.KindOf(fact) is { } kind && Reports.Of(policy, kind) is { } obligation
            ? Reports.PeriodOf(knowable, obligation.Cycle).End.PlusDays(obligation.DueDays)
            : knowable;
    }

    private static Instant EndOf(LocalDate day, PolicyInForce policy) =>
        day.PlusDays(1).AtStartOfDayInZone(policy.Zone).ToInstant();
}
