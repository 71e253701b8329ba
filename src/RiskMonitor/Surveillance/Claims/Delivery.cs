using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>What is known of the arrival of a pool's cards at the end of one day.</summary>
/// <param name="Promised">Day promised at registration; null where it is not disclosed.</param>
/// <param name="Arrived">Day of the first delivery, or of commissioning where none was filed.</param>
/// <param name="Seen">Whether telemetry, a meter or an inspector saw a card of it until that day.</param>
/// <param name="Cards">Cards delivered until that day.</param>
internal sealed record Delivery(LocalDate? Promised, LocalDate? Arrived, bool Seen, long Cards)
{
    public static Delivery On(
        PoolNode pool, PoolRegistered terms, LocalDate day, PolicyInForce policy, Knowledge knowledge)
    {
        bool Known(IStated stated) => policy.DayOf(stated.ValidTime) <= day;
        var delivered = knowledge.About<CardsDelivered>(pool.Stream);
        var arrived = (IStated?)delivered.FirstOrDefault(Known)
            ?? knowledge.About<CardsCommissioned>(pool.Stream).FirstOrDefault(Known);
        return new Delivery(
            terms.PromisedDelivery.ValueOrNull(),
            arrived is null ? null : policy.DayOf(arrived.ValidTime),
            Evidence(pool, knowledge).Any(Known),
            delivered.Where(Known).Sum(stated => (long)stated.Data.Cards));
    }

    /// <summary>Of each kind the first fact in which a card was seen.</summary>
    public static IEnumerable<IStated> Evidence(PoolNode pool, Knowledge knowledge)
    {
        var used = knowledge.About<UtilizationReported>(pool.Stream).FirstOrDefault(stated => Sees(stated.Data));
        var metered = knowledge.About<EnergyMetered>(pool.Stream).FirstOrDefault(stated => Sees(stated.Data));
        var counted = knowledge.About<CardsCounted>(pool.Stream).FirstOrDefault(stated => Sees(stated.Data));
        return ((IStated?[])[used, metered, counted]).OfType<IStated>();
    }

    /// <summary>Whether the fact shows a card: hours of work or of a customer's job, energy, or a card found.</summary>
    public static bool Sees(object fact) => fact switch
    {
        UtilizationReported use =>
            use.Active.Any(hours => hours.Value > 0m) || use.Allocated.Any(hours => hours.Value > 0m),
        EnergyMetered meter => meter.Energy.Any(energy => energy.Value > 0m),
        CardsCounted count => count.Found > 0,
        _ => false,
    };
}
