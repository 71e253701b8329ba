using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p06: a site whose cards were never listed by serial. Two lenders take a first charge on "150 cards" and "130 cards"
/// there; the inspector counts 240. No serial could show it, the sum does.
/// </summary>
internal static class OverPledgedPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p06", 'e', "340100", "hefei-3", Prices.H800, 240, 230_000m) { HasSerials = false };
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderA, 170_000m, 132_000m, 104_000m);
        var first = new Loan("fac-06a", pool, Parties.LenderA, 12_000_000m, new LocalDate(2024, 1, 10));
        first.Run(archive);
        first.Guarantee(archive, 0.5m);
        first.Pledge(archive, new LocalDate(2024, 1, 9), "movables", "2024-0006", Units(pool, 150));
        var second = new Loan("fac-06b", pool, Parties.LenderB, 7_000_000m, new LocalDate(2025, 3, 12));
        second.Run(archive);
        second.Pledge(archive, new LocalDate(2025, 3, 11), "movables", "2025-0006", Units(pool, 130));
        Sale[] sales =
        [
            new("sale-06-r", "buyer-pharma", "Synthetic Drug Design", OfftakeKind.Reservation, 0.7m, 0.95m, 12.4m),
            new("sale-06-d", "buyer-search", "Synthetic Search", OfftakeKind.OnDemand, 0.3m, 0m, 12m),
        ];
        new Operation(archive, pool, prices, sales, _ => [0.66m, 0.20m])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }

    private static LienObjects Units(Pool pool, int cards) =>
        new(Units: new UnitObjects(pool.Chip, cards, pool.SiteId));
}
