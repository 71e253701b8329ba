using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Collateral;
using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>The cards that were counted of one chip at one site, by the latest count of each pool there.</summary>
/// <param name="Found">Sum of the latest counts.</param>
/// <param name="Uncounted">Cards, as registered, of pools there that nobody has counted.</param>
/// <param name="Oldest">Day of the oldest of the latest counts; null where there is none at all.</param>
internal sealed record Census(
    long Found, long Uncounted, LocalDate? Oldest, IReadOnlyList<Stated<CardsCounted>> Counts)
{
    public static Census On(
        SiteNode site, LocalDate day, PolicyInForce policy, Knowledge knowledge, ClaimRegister register)
    {
        var counts = new List<Stated<CardsCounted>>();
        var uncounted = 0L;
        foreach (var pool in site.Pools.Values)
        {
            var latest = knowledge.About<CardsCounted>(pool.Stream).LastOrDefault(stated =>
                stated.Data.Site == site.Site && stated.Data.Chip == site.Chip
                && policy.DayOf(stated.ValidTime) <= day);
            var cards = register.CardsOf(pool, policy);
            if (latest is not null)
            {
                counts.Add(latest);
            }
            else if (cards.Terms is { } terms && terms.Chip == site.Chip && cards.SiteOn(day) == site.Site)
            {
                uncounted += terms.Cards;
            }
        }

        LocalDate? oldest = counts.Count > 0 ? counts.Min(stated => policy.DayOf(stated.ValidTime)) : null;
        return new Census(counts.Sum(stated => (long)stated.Data.Found), uncounted, oldest, counts);
    }

    /// <summary>Days after which a count is stale; null where the policy asks for none.</summary>
    public static int? StaleDays(PolicyInForce policy) =>
        policy.Document.Reporting.FirstOrDefault(due => due.Kind == ReportedKind.Census)?.StaleDays;

    /// <summary>Why nothing can rest on it; null where something can.</summary>
    public Reason? Doubt(LocalDate day, PolicyInForce policy) =>
        Oldest is not { } oldest ? Reason.Missing("census")
        : StaleDays(policy) is { } days && day > oldest.PlusDays(days) ? Reason.Stale("census")
        : null;
}
