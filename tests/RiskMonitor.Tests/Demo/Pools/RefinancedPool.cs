using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p08: lender B pays lender A off in May 2025. For seven business days both liens stand in the register, as it
/// should be.
/// </summary>
internal static class RefinancedPool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p08", 'd', "340200", "wuhu-4", Prices.H800, 96, 230_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderA, 168_000m, 130_000m);
        pool.Appraise(archive, Parties.LenderB, new LocalDate(2025, 5, 6), 122_000m);
        pool.Appraise(archive, Parties.LenderB, new LocalDate(2025, 12, 20), 102_000m);
        var swap = new LocalDate(2025, 5, 14);
        var old = new Loan("fac-08a", pool, Parties.LenderA, 9_600_000m, new LocalDate(2024, 1, 10));
        old.Open(archive);
        old.Draw(archive);
        old.Repay(archive, swap);
        old.Pledge(
            archive, new LocalDate(2024, 1, 9), "movables", "2024-0008", new LienObjects(Serials: pool.Serials));
        var refinancing = new Loan("fac-08b", pool, Parties.LenderB, old.Outstanding(swap), swap);
        refinancing.Run(archive);
        refinancing.Pledge(
            archive, new LocalDate(2025, 5, 12), "movables", "2025-0008", new LienObjects(Serials: pool.Serials), 1,
            new LienReference(RegistryId.Of("movables"), "2024-0008"));
        archive.File(
            old.Reporter, "fac-08a-repaid-out", swap,
            new FacilityRepaid(
                old.Id, Pool.Cny(old.Outstanding(swap)), Pool.Cny(34_000m), RepaymentSource.Refinancing),
            "loan ledger");
        archive.File(old.Reporter, "fac-08a-closed", swap, new FacilityClosed(old.Id), "loan ledger");
        archive.File(
            Reporters.Registry, "lien-movables-2024-0008-released", new LocalDate(2025, 5, 21),
            new LienReleased(RegistryId.Of("movables"), "2024-0008", LienReleaseReason.PaidOff), "register extract");
        Sale[] sales =
        [
            new("sale-08-r", "buyer-weather", "Synthetic Weather Models", OfftakeKind.Reservation, 0.7m, 0.95m, 12.4m),
            new("sale-08-d", "buyer-news", "Synthetic News Desk", OfftakeKind.OnDemand, 0.3m, 0m, 12m),
        ];
        new Operation(archive, pool, prices, sales, _ => [0.66m, 0.20m])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }
}
