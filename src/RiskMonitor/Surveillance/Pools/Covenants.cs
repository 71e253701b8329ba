using RiskMonitor.Lending;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What the lenders' own tests say of a pool: they are shown beside an alert and decide nothing.</summary>
internal static class Covenants
{
    /// <summary>
    /// <c>covenants-none</c>, <c>covenants-breached</c> if any test of any facility is, <c>covenants-unknown</c> if one
    /// cannot be judged, else <c>covenants-met</c>.
    /// </summary>
    public static string StateOf(PoolFigures figures)
    {
        var (any, unknown) = (false, false);
        foreach (var slice in figures.Slices)
        {
            if (slice.Loan is { } loan)
            {
                foreach (var covenant in loan.CovenantsAt(figures.Day))
                {
                    any = true;
                    var met = IsMet(covenant, figures);
                    if (met == false)
                    {
                        return "covenants-breached";
                    }

                    unknown |= met is null;
                }
            }
        }

        return !any ? "covenants-none" : unknown ? "covenants-unknown" : "covenants-met";
    }

    private static bool? IsMet(Covenant covenant, PoolFigures figures) => covenant.Test switch
    {
        CovenantTest.LoanToValueAtMost => figures.Debt.Is && figures.Appraised.Is
            ? Leverage.Of(figures.Money(figures.Debt.Value), figures.Money(figures.Appraised.Value)) <= covenant.Level
            : null,
        CovenantTest.DebtServiceCoverAtLeast => Reaches(figures.CashFlow, figures.DebtService, covenant.Level),
        CovenantTest.InterestCoverAtLeast => Reaches(figures.CashFlow, figures.Interest, covenant.Level),
        CovenantTest.UtilizationAtLeast => figures.Window.Share(figures.Window.Active) is { Is: true } share
            ? share.Central >= covenant.Level.Value
            : null,
        _ => null, // contracted cover is not computed
    };

    private static bool? Reaches(Known cash, Known due, Ratio level) =>
        cash.Is && due.Is && due.Value > 0m ? cash.Value / due.Value >= level.Value : null;
}
