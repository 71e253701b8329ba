using NodaTime;
using RiskMonitor.Collateral;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p07: registered, pledged and drawn on in full in December 2024; delivery promised for the end of February 2025.
/// The cards never come: no delivery note, no meter, no inspector.
/// </summary>
internal static class PhantomPool
{
    public static void Tell(Archive archive)
    {
        var pool = new Pool("p07", 'e', "340100", "hefei-4", Prices.H800, 96, 225_000m);
        pool.Register(archive, new LocalDate(2024, 12, 2), new LocalDate(2025, 2, 28));
        pool.Appraise(archive, Parties.LenderA, new LocalDate(2024, 12, 6), 205_000m);
        var loan = new Loan("fac-07", pool, Parties.LenderA, 9_000_000m, new LocalDate(2024, 12, 12));
        loan.Run(archive);
        loan.Guarantee(archive, 1m);
        loan.Pledge(
            archive, new LocalDate(2024, 12, 11), "movables", "2024-0107", new LienObjects(Serials: pool.Serials));
    }
}
