using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p02: sold by the hour at the index price, well used, lightly lent on. The bad print of March 2025 must not touch it.
/// </summary>
internal static class MerchantPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p02", 'a', "340200", "wuhu-2", Prices.H800, 96, 230_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderB, 165_000m, 128_000m, 98_000m);
        var loan = new Loan("fac-02", pool, Parties.LenderB, 6_200_000m, new LocalDate(2024, 1, 12));
        loan.Run(archive);
        loan.Pledge(
            archive, new LocalDate(2024, 1, 11), "movables", "2024-0002", new LienObjects(Serials: pool.Serials));
        Sale[] sales =
        [
            new("sale-02-d", "buyer-market", "Synthetic Compute Market", OfftakeKind.OnDemand, 1m, 0m, 12m),
        ];
        new Operation(archive, pool, prices, sales, _ => [0.88m])
        {
            SampledDays = month => month == new LocalDate(2025, 11, 1) ? 7 : 0,
        }
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }
}
