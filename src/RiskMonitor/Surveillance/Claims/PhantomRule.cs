using NodaTime;
using NodaTime.Text;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// COL-PHANTOM: money was drawn on cards that did not come when they were promised, or that came and that nobody saw.
/// </summary>
/// <remarks>
/// Not delivered: no delivery and no commissioning was filed, nothing was seen, and the promised day lies more than the
/// policy's grace back. Never seen: so many days after the first delivery no telemetry with active or allocated hours,
/// no metered energy and no card found by a count. A shortfall of a part is COL-SUM's to see.
/// </remarks>
internal static class PhantomRule
{
    public static readonly string Id = "COL-PHANTOM";

    /// <summary>Whether the cards are late or unseen; null where no day was promised to be late against.</summary>
    public static bool? IsAbsent(Delivery delivery, LocalDate day, PolicyInForce policy)
    {
        var bounds = policy.Document.Rules.ColPhantom;
        return delivery switch
        {
            { Seen: true } => false,
            { Arrived: { } arrived } => day > arrived.PlusDays(bounds.EvidenceDays.Value),
            { Promised: { } promised } => day > promised.PlusDays(bounds.DeliveryGraceDays.Value),
            _ => null,
        };
    }

    /// <param name="drawing">Asked only where the cards are absent, or may be.</param>
    public static Reading Read(Delivery delivery, Func<Drawing> drawing, LocalDate day, PolicyInForce policy)
    {
        var absent = IsAbsent(delivery, day, policy);
        var lent = absent == false ? null : drawing();
        Verdict verdict = lent is null or { Pledged: false } or { Drawn: false } ? Verdict.Clear.It
            : absent is null ? new Verdict.Inconclusive(Reason.Missing("promised-delivery"))
            : lent.Drawn is null ? new Verdict.Inconclusive(Reason.Missing("draw"))
            : Verdict.Breach.It;
        return new Reading(
            Id, verdict, verdict, Severity.High, Measures(delivery),
            absent == true ? Attributes(delivery) : [], null);
    }

    /// <summary>Nothing here changes from day to day, so that a row is written only when something happened.</summary>
    private static Sequence<Measure> Measures(Delivery delivery) =>
    [
        new Measure("cards delivered", "cards", Figure.Of(delivery.Cards), Figure.Of(delivery.Cards)),
    ];

    private static Sequence<string> Attributes(Delivery delivery) => delivery.Arrived is { } arrived
        ? ["never-seen", $"delivered {LocalDatePattern.Iso.Format(arrived)}"]
        : ["not-delivered", $"promised {LocalDatePattern.Iso.Format(delivery.Promised!.Value)}"];
}
