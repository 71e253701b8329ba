using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// What one usage month of one pool brought, as known now. Hours in card-hours, money in pool currency.
/// </summary>
internal sealed class PoolMonth
{
    public required int Month { get; init; }

    /// <summary>All its periods are mature at the last closed day.</summary>
    public bool IsMature { get; set; } = true;

    /// <summary>Why use and collection of the month are not known although it is mature.</summary>
    public Reason? Gap { get; set; }

    /// <summary>Something is unpaid, and the bank's filing is not complete.</summary>
    public bool AwaitsBank { get; set; }

    /// <summary>First day whose closing may change the month; null when none does.</summary>
    public NodaTime.LocalDate? NextTrigger { get; set; }

    /// <summary>B.</summary>
    public decimal Billed { get; set; }

    /// <summary>P.</summary>
    public decimal Paid { get; set; }

    /// <summary>R, paid and not used, without and with undetermined payments.</summary>
    public decimal ReservedIdle { get; set; }

    /// <summary>Z.</summary>
    public decimal BackStopped { get; set; }

    /// <summary>U without what is undetermined.</summary>
    public decimal CommercialLow { get; set; }

    /// <summary>U with all of it: it counts as what it looks like until it is known to have come back.</summary>
    public decimal CommercialHigh { get; set; }

    /// <summary>Amount billed to unrelated end users, net of credits.</summary>
    public decimal BilledAmount { get; set; }

    /// <summary>Of which paid, and not returned.</summary>
    public decimal PaidAmount { get; set; }

    /// <summary>Energy, hosting and operations; null where nothing was paid for them.</summary>
    public decimal? Operating { get; set; }

    /// <summary>All that was paid for the pool, rent and refunds too.</summary>
    public decimal Costs { get; set; }

    /// <summary>A cost in a currency without a rate: the costs are not known.</summary>
    public bool CostsLackFx { get; set; }

    /// <summary>Why the month cannot be read while it is not mature.</summary>
    public Reason Immature => field ??= Reason.Immature(Months.Name(Month));

    public List<ContractMonth> Contracts { get; } = [];

    public void Lacks(Reason reason) => Gap = Doubt.First(Gap, reason);

    public void Watch(NodaTime.LocalDate day) =>
        NextTrigger = NextTrigger is { } known && known < day ? known : day;
}

/// <summary>One contract in one usage month of one pool.</summary>
internal sealed class ContractMonth
{
    public required string Contract { get; init; }

    public required bool IsReserved { get; init; }

    /// <summary>Billed hours, net of credits.</summary>
    public decimal Hours { get; init; }

    /// <summary>Hours paid by unrelated end users: without, and with what is undetermined.</summary>
    public decimal PaidLow { get; init; }

    public decimal PaidHigh { get; init; }

    /// <summary>Of these the hours that were used, U.</summary>
    public decimal UsedLow { get; set; }

    public decimal UsedHigh { get; set; }
}
