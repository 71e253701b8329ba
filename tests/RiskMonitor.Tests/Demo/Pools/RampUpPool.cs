using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p10: switched on in September 2025 and filling up from 10 to 40 per cent. New capacity is not judged by its use.
/// </summary>
internal static class RampUpPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p10", 'c', "340100", "hefei-6", Prices.H800, 128, 210_000m);
        pool.Register(archive, new LocalDate(2025, 8, 4), new LocalDate(2025, 8, 31));
        pool.Install(archive, new LocalDate(2025, 8, 25));
        pool.Count(archive, new LocalDate(2025, 9, 10));
        pool.Appraise(archive, Parties.LenderB, new LocalDate(2025, 8, 6), 180_000m);
        var loan = new Loan("fac-10", pool, Parties.LenderB, 14_000_000m, new LocalDate(2025, 8, 12))
        {
            TermMonths = 48,
        };
        loan.Run(archive);
        loan.Guarantee(archive, 0.5m);
        loan.Pledge(
            archive, new LocalDate(2025, 8, 11), "movables", "2025-0010", new LienObjects(Serials: pool.Serials));
        Sale[] sales =
        [
            new("sale-10-d", "buyer-agents", "Synthetic Agent Factory", OfftakeKind.OnDemand, 1m, 0m, 10m)
            {
                Start = new LocalDate(2025, 9, 1),
            },
        ];
        new Operation(archive, pool, prices, sales, month => [0.10m + (0.10m * (month.Month - 9))])
            .Run(new LocalDate(2025, 9, 1), new LocalDate(2025, 12, 1));
    }
}
