using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Two standing liens on one card at the end of one day, and how they stand to each other.</summary>
/// <param name="Deadline">Last day of the term in which the older one may be paid off or released.</param>
internal sealed record PairView(LocalDate Day, Overlap Overlap, bool Related, LocalDate Deadline)
{
    public LienState First => Overlap.First!.State;

    public LienState Second => Overlap.Second!.State;

    public bool Meets => Overlap.Cards > 0 && !Related;

    public bool BothFirst =>
        First.Beside(Second) == Seniority.First && Second.Beside(First) == Seniority.First;

    /// <summary>They name one agreement between creditors.</summary>
    public bool Agreed => First.Intercreditor is { } agreement && agreement == Second.Intercreditor;

    public bool PaysOff =>
        First.PaysOff.Contains(Second.Lien.Reference) || Second.PaysOff.Contains(First.Lien.Reference);

    public bool TermIsOver => Deadline <= Day;

    /// <summary>Null while one of the two does not stand.</summary>
    public static PairView? Of(Overlap overlap, LocalDate day, PolicyInForce policy, Pools.Groups groups)
    {
        if (overlap is not { First: { } first, Second: { } second })
        {
            return null;
        }

        var deadline = overlap.Cards == 0
            ? LocalDate.MaxIsoValue
            : policy.Document.Calendar.Plus(
                overlap.Since, policy.Document.Rules.ColDup.RefinancingBusinessDays.Value);
        return new PairView(day, overlap, groups.Related(first.State.Holder, second.State.Holder, day), deadline);
    }

    public Sequence<Measure> Measures(PolicyInForce policy) =>
    [
        new Measure(
            "cards claimed twice", "cards", Figure.Of(Overlap.Cards), Figure.Of(Overlap.Cards),
            $"0 after {policy.Document.Rules.ColDup.RefinancingBusinessDays.Value} business days"),
        Secured(First),
        Secured(Second),
    ];

    private static Measure Secured(LienState lien) => new(
        $"debt secured by {lien.Lien.Name}", lien.Debt.Currency.Value,
        Figure.Of(lien.Debt.Amount), Figure.Of(lien.Debt.Amount));
}
