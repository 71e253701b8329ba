using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>p11: its buyer has 45 days to pay and takes 44 of them. Late is what is later than agreed.</summary>
internal static class SlowPayerPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p11", 'b', "340200", "wuhu-5", Prices.Ascend, 128, 90_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderA, 62_000m, 46_000m, 35_000m);
        var loan = new Loan("fac-11", pool, Parties.LenderA, 1_700_000m, new LocalDate(2024, 1, 10));
        loan.Run(archive);
        loan.Pledge(
            archive, new LocalDate(2024, 1, 9), "movables", "2024-0011", new LienObjects(Serials: pool.Serials));
        Sale[] sales =
        [
            new("sale-11-r", "buyer-steel", "Synthetic Steel Control", OfftakeKind.Reservation, 0.9m, 0.96m, 6m)
            {
                TermsDays = 45,
                PaidAfterDays = 44,
            },
        ];
        new Operation(archive, pool, prices, sales, _ => [0.86m])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }
}
