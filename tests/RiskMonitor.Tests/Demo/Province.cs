using RiskMonitor.Tests.Demo.Pools;

namespace RiskMonitor.Tests.Demo;

/// <summary>The synthetic province: twelve pools, two lenders, a state guarantor, July 2024 to December 2025.</summary>
internal static class Province
{
    public static Archive Tell()
    {
        var archive = new Archive();
        var prices = new Prices();
        Parties.File(archive);
        prices.File(archive);
        SteadyPool.Tell(archive, prices);
        MerchantPool.Tell(archive, prices);
        DetachingPool.Tell(archive, prices);
        ReservedIdlePool.Tell(archive, prices);
        DoublePledgePool.Tell(archive, prices);
        OverPledgedPool.Tell(archive, prices);
        PhantomPool.Tell(archive);
        RefinancedPool.Tell(archive, prices);
        JuniorPool.Tell(archive, prices);
        RampUpPool.Tell(archive, prices);
        SlowPayerPool.Tell(archive, prices);
        CorrectedPool.Tell(archive, prices);
        Oversight.File(archive);
        return archive;
    }
}
