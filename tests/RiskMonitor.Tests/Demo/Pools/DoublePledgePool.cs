using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p05: mortgaged to lender A card by card. A year on its owner pledges the lease of the same cards to lender B as
/// first charge, in another register. Well used, so that the claims are all there is to see; never counted on site.
/// </summary>
internal static class DoublePledgePool
{
    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p05", 'd', "340100", "hefei-2", Prices.H800, 112, 230_000m)
        {
            AssetCompany = Parties.LeasingD,
        };
        pool.InstallBefore(archive, counted: false);
        pool.Appraise(archive, Parties.LenderA, 170_000m, 132_000m, 104_000m);
        var lease = LeaseId.Of("lease-05");
        archive.File(
            pool.Reporter, "p05-leased", new LocalDate(2024, 1, 5),
            new PoolLeased(
                pool.Id, lease, Parties.LeasingD, pool.OperatorParty, Disclosed.Not<LeaseId>("not-applicable"),
                new LocalDate(2024, 1, 5), new LocalDate(2027, 12, 31)),
            "lease agreement");
        var mortgage = new Loan("fac-05a", pool, Parties.LenderA, 7_800_000m, new LocalDate(2024, 1, 10));
        mortgage.Run(archive);
        mortgage.Pledge(
            archive, new LocalDate(2024, 1, 9), "movables", "2024-0005", new LienObjects(Serials: pool.Serials));
        var pledge = new Loan("fac-05b", pool, Parties.LenderB, 2_800_000m, new LocalDate(2025, 2, 12));
        pledge.Run(archive);
        pledge.Pledge(
            archive, new LocalDate(2025, 2, 10), "lease-rights", "2025-0001",
            new LienObjects(Claim: new ClaimObject(Lease: lease)));
        Sale[] sales =
        [
            new("sale-05-r", "buyer-maps", "Synthetic Map Makers", OfftakeKind.Reservation, 0.7m, 0.95m, 12.4m),
            new("sale-05-d", "buyer-games", "Synthetic Games House", OfftakeKind.OnDemand, 0.3m, 0m, 12m),
        ];
        new Operation(archive, pool, prices, sales, _ => [0.66m, 0.20m])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }
}
