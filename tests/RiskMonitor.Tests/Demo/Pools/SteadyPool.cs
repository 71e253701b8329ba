using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>p01: sold ahead, used and paid. Its hours of October 2024 come half a year late. All is well.</summary>
internal static class SteadyPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p01", 'a', "340200", "wuhu-1", Prices.H800, 128, 230_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderA, 170_000m, 132_000m, 104_000m);
        var loan = new Loan("fac-01", pool, Parties.LenderA, 13_500_000m, new LocalDate(2024, 1, 10));
        loan.Run(archive);
        loan.Pledge(
            archive, new LocalDate(2024, 1, 9), "movables", "2024-0001", new LienObjects(Serials: pool.Serials));
        Sale[] sales =
        [
            new("sale-01-r", "buyer-robotics", "Synthetic Robotics Works", OfftakeKind.Reservation, 0.7m, 0.95m, 12.4m),
            new("sale-01-d", "buyer-studio", "Synthetic Render Studio", OfftakeKind.OnDemand, 0.3m, 0m, 12m),
        ];
        var october = new LocalDate(2024, 10, 1);
        new Operation(archive, pool, prices, sales, _ => [0.66m, 0.20m])
        {
            LateUse = month => month == october ? new LocalDate(2025, 3, 20) : null,
        }.Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }
}
