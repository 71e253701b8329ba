using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Sums over slices of pools, in one currency: what a facility, a borrower or a group has at stake.</summary>
/// <remarks>
/// Money at stake is that of the pools' leaves, so that it adds up exactly; what leaves do not hold (book value,
/// credit, cash, hours) goes by the slice's share of the pool's debt. One unknown part makes the sum unknown.
/// </remarks>
internal sealed class Stake
{
    public Known Debt { get; private set; }

    public Known Appraised { get; private set; }

    public Known Book { get; private set; }

    public Spread InUse { get; private set; }

    public Spread InCredit { get; private set; }

    public Known CashFlow { get; private set; }

    public Known DebtService { get; private set; }

    public Known Interest { get; private set; }

    public Known Installed { get; private set; }

    public Known Active { get; private set; }

    public Spread Commercial { get; private set; }

    public decimal Cards { get; private set; }

    /// <summary>Sums nothing again.</summary>
    public void Reset()
    {
        (Debt, Appraised, Book) = (default, default, default);
        (CashFlow, DebtService, Interest) = (default, default, default);
        (InUse, InCredit, Commercial) = (default, default, default);
        (Installed, Active, Cards) = (default, default, 0m);
    }

    /// <param name="slice">Index of the slice, which is that of its leaf.</param>
    /// <param name="rate">Units of the stake's currency for one of the pool's; null where no rate is known.</param>
    public void Add(PoolFigures figures, int slice, decimal? rate)
    {
        var (share, fx) = (ShareOf(figures, slice), rate is null ? Doubt.Fx : null);
        var leaf = figures.Leaves[slice];
        var factor = rate ?? 0m;
        Debt += new Known(leaf.Debt * factor, Doubt.First(figures.Slices[slice].Missing, fx));
        Appraised += new Known((leaf.ValueAppraised ?? 0m) * factor, Doubt.First(figures.Appraised.Missing, fx));
        InUse += new Spread(
            (leaf.ValueInUseLow ?? 0m) * factor,
            (leaf.ValueInUseCentral ?? 0m) * factor,
            (leaf.ValueInUseHigh ?? 0m) * factor,
            Doubt.First(figures.InUse.Missing, fx));
        Book += Of(figures.Book, share * factor, fx);
        CashFlow += Of(figures.CashFlow, share * factor, fx);
        DebtService += Of(figures.DebtService, share * factor, fx);
        Interest += Of(figures.Interest, share * factor, fx);
        InCredit += Of(figures.InCredit, share * factor, fx);
        Installed += Of(figures.Window.Installed, share, null);
        Active += Of(figures.Window.Active, share, null);
        Commercial += Of(
            figures.Window.IsRampUp ? Spread.Not(Doubt.Young) : figures.Window.Commercial, share, null);
        Cards += figures.Cards * share;
    }

    /// <summary>
    /// Debt on a pool that nobody has registered: it is owed, and nothing is known of what carries it.
    /// </summary>
    public void AddUnknown(Known debt)
    {
        var missing = Known.Not(Reason.Missing("pool"));
        var nothing = Spread.Not(Reason.Missing("pool"));
        Debt += debt;
        (Appraised, Book, CashFlow) = (Appraised + missing, Book + missing, CashFlow + missing);
        (DebtService, Interest) = (DebtService + missing, Interest + missing);
        (Installed, Active) = (Installed + missing, Active + missing);
        (InUse, InCredit, Commercial) = (InUse + nothing, InCredit + nothing, Commercial + nothing);
    }

    private static decimal ShareOf(PoolFigures figures, int slice)
    {
        var total = 0m;
        foreach (var other in figures.Slices)
        {
            total += other.Debt;
        }

        return total == 0m ? 1m / figures.Slices.Count : figures.Slices[slice].Debt / total;
    }

    private static Known Of(Known known, decimal factor, Reason? fx) =>
        new(Doubt.Rounded(known.Value * factor), Doubt.First(known.Missing, fx));

    private static Spread Of(Spread spread, decimal factor, Reason? fx) => new(
        Doubt.Rounded(spread.Low * factor),
        Doubt.Rounded(spread.Central * factor),
        Doubt.Rounded(spread.High * factor),
        Doubt.First(spread.Missing, fx));
}
