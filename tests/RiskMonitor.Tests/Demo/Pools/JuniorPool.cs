using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p09: lender B stands behind lender A, openly, with a second rank. The appraisal of December 2024 is filed a year
/// late.
/// </summary>
internal static class JuniorPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p09", 'e', "340100", "hefei-5", Prices.Ascend, 128, 90_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderA, new LocalDate(2023, 12, 20), 62_000m);
        pool.Appraise(archive, Parties.LenderA, new LocalDate(2024, 12, 20), 46_000m, on: new LocalDate(2025, 11, 24));
        pool.Appraise(archive, Parties.LenderA, new LocalDate(2025, 12, 20), 35_000m);
        var senior = new Loan("fac-09a", pool, Parties.LenderA, 4_200_000m, new LocalDate(2024, 1, 10));
        senior.Run(archive);
        senior.Pledge(
            archive, new LocalDate(2024, 1, 9), "movables", "2024-0009", new LienObjects(Serials: pool.Serials));
        var junior = new Loan("fac-09b", pool, Parties.LenderB, 700_000m, new LocalDate(2024, 9, 12));
        junior.Run(archive);
        junior.Pledge(
            archive, new LocalDate(2024, 9, 10), "movables", "2024-0090", new LienObjects(Serials: pool.Serials),
            rank: 2);
        Sale[] sales =
        [
            new("sale-09-r", "buyer-grid", "Synthetic Grid Forecasts", OfftakeKind.Reservation, 0.7m, 0.95m, 6m),
            new("sale-09-d", "buyer-vision", "Synthetic Vision Checks", OfftakeKind.OnDemand, 0.3m, 0m, 6m),
        ];
        new Operation(archive, pool, prices, sales, _ => [0.66m, 0.20m])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }
}
