using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p04: an investment-grade buyer pays for nearly all of it until the end of 2027 and uses a fifth: credit, not use.
/// </summary>
internal static class ReservedIdlePool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p04", 'c', "340100", "hefei-1", Prices.H800, 128, 230_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderB, 175_000m, 150_000m, 125_000m);
        var loan = new Loan("fac-04", pool, Parties.LenderB, 12_800_000m, new LocalDate(2024, 1, 18))
        {
            TermMonths = 60,
        };
        loan.Run(archive);
        loan.Pledge(
            archive, new LocalDate(2024, 1, 17), "movables", "2024-0004", new LienObjects(Serials: pool.Serials));
        Sale[] sales =
        [
            new(
                "sale-04-t", "buyer-telecom", "Synthetic Telecom Group, rated AAA", OfftakeKind.TakeOrPay, 0.95m, 1m,
                12.4m)
            {
                End = new LocalDate(2027, 12, 31),
            },
        ];
        new Operation(archive, pool, prices, sales, _ => [0.19m])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }
}
