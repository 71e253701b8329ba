using NodaTime;
using RiskMonitor.Offtake;
using RiskMonitor.Tests.Surveillance.Pools;

namespace RiskMonitor.Tests.Surveillance.Kinds;

/// <summary>What a pool's owner files to look busy, and what an honest one files who looks like it.</summary>
internal static class Deceits
{
    /// <summary>420,000 hours are billed and paid; 30,000 were run, and the hall draws 80 watts a card.</summary>
    public static History Paper()
    {
        var history = Framework();
        history.Meter(_ => 80m);
        history.Sell("c1", 420_000m, 1_050_000m);
        return history;
    }

    /// <summary>Five of six cards run flat out for a tenant who gets the price back two weeks later.</summary>
    public static History Burn()
    {
        var history = KindWorld.Pool();
        history.Sign("c1", OfftakeKind.OnDemand, share: 0.9m, price: 2.5m);
        history.Order("c1");
        history.Run(active: 20_000m, tensor: 19_000m);
        history.Meter(_ => 600m);
        history.Sell("c1", 600_000m, 1_500_000m);
        history.Send("owner", "tenant", 1_400_000m, new LocalDate(2025, 8, 5));
        return history;
    }

    /// <summary>The price goes from owner to fund to agent to studio and back to the tenant, a little less each time.
    /// </summary>
    public static History Ring()
    {
        var history = Framework();
        history.Sell("c1", 420_000m, 1_000_000m);
        history.Send("owner", "fund", 950_000m, new LocalDate(2025, 7, 25));
        history.Send("fund", "agent", 940_000m, new LocalDate(2025, 7, 28));
        history.Send("agent", "studio", 930_000m, new LocalDate(2025, 8, 1));
        history.Send("studio", "tenant", 925_000m, new LocalDate(2025, 8, 5));
        return history;
    }

    /// <summary>No deceit: a tenant pays for what it reserved and uses next to nothing of it.</summary>
    public static History Reserved()
    {
        var history = KindWorld.Pool();
        history.Sign("c1", OfftakeKind.TakeOrPay, share: 0.6m, price: 2.5m);
        history.Run(active: 500m);
        history.Meter(_ => 75m);
        history.Sell("c1", 432_000m, 1_080_000m);
        return history;
    }

    private static History Framework()
    {
        var history = KindWorld.Pool();
        history.Sign("c1", OfftakeKind.Framework, share: 0.6m, price: 2.5m);
        history.Order("c1");
        history.Run(active: 1_000m, allocated: 14_000m);
        return history;
    }
}
