using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p03: bought on a bullet loan that the province guarantees. Its buyers leave from March 2025 on; the appraisal stays.
/// </summary>
internal static class DetachingPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p03", 'b', "340200", "wuhu-3", Prices.H800, 160, 230_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderA, 175_000m, 170_000m, 165_000m);
        var loan = new Loan("fac-03", pool, Parties.LenderA, 11_200_000m, new LocalDate(2024, 1, 15))
        {
            IsBullet = true,
        };
        loan.Run(archive);
        loan.Guarantee(archive, 0.8m);
        loan.Pledge(
            archive, new LocalDate(2024, 1, 14), "movables", "2024-0003", new LienObjects(Serials: pool.Serials));
        Sale[] sales =
        [
            new("sale-03-d", "buyer-tutor", "Synthetic Tutoring Apps", OfftakeKind.OnDemand, 1m, 0m, 12m),
        ];
        new Operation(archive, pool, prices, sales, month => [Used(month)])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }

    private static decimal Used(LocalDate month) => (month.Year, month.Month) switch
    {
        (2024, _) or (2025, < 3) => 0.90m,
        (2025, 3) => 0.80m,
        (2025, 4) => 0.38m,
        _ => 0.28m,
    };
}
