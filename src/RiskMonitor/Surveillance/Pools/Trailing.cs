using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// Use and cash of the trailing mature months that end on a day or before (specs/indicators.md, 1 and 2).
/// </summary>
/// <remarks>
/// Months that begin within the ramp-up are not used. The trailing months are the last ones up to the first that is
/// not mature: a month is never jumped over, neither for a gap nor because a later one was paid early.
/// </remarks>
internal sealed class Trailing
{
    private readonly Dictionary<string, ContractUse> contracts = new(StringComparer.Ordinal);

    /// <summary>Why use is not known.</summary>
    public Reason? UseMissing { get; private set; }

    /// <summary>Why CF, O and q are not known.</summary>
    public Reason? CashMissing { get; private set; }

    /// <summary>The months that use is taken from.</summary>
    public IReadOnlyList<PoolMonth> UseMonths { get; private set; } = [];

    /// <summary>The months that cash is taken from.</summary>
    public IReadOnlyList<PoolMonth> CashMonths { get; private set; } = [];

    public decimal CashFlow { get; private set; }

    public decimal OperatingCost { get; private set; }

    public decimal Collected { get; private set; } = 1m;

    public static Trailing Read(
        PoolState pool, int lastEnded, PoolMonths reader, PolicyInForce policy, LocalDate closed)
    {
        var read = new Trailing();
        var maturity = policy.Document.Maturity;
        if (pool.Cards.First is not { } commissioned)
        {
            return read.Lacking(Doubt.Young);
        }

        var first = FirstJudged(commissioned, maturity.RampUpMonths.Value);
        var mature = new List<PoolMonth>();
        for (var month = first; month <= lastEnded; month++)
        {
            var made = pool.Month(month, reader, closed);
            if (!made.IsMature)
            {
                break;
            }

            mature.Add(made);
        }

        if (mature.Count < Math.Max(maturity.UseMonths.Value, maturity.LeastCashMonths.Value))
        {
            return read.Lacking(Doubt.Young);
        }

        read.UseMonths = mature[^maturity.UseMonths.Value..];
        read.CashMonths = mature[^Math.Min(mature.Count, maturity.CashMonths.Value)..];
        read.AddUse();
        read.AddCash();
        return read;
    }

    /// <summary>First month that begins after the ramp-up.</summary>
    public static int FirstJudged(LocalDate commissioned, int rampUpMonths)
    {
        var over = commissioned.PlusMonths(rampUpMonths);
        return over.Day == 1 ? Months.Of(over) : Months.Of(over) + 1;
    }

    /// <summary>What a contract used and paid over the months of use; null where it was not billed in them.</summary>
    public ContractUse? Of(string contract) => contracts.GetValueOrDefault(contract);

    public IEnumerable<KeyValuePair<string, ContractUse>> Contracts => contracts;

    private Trailing Lacking(Reason reason)
    {
        (UseMissing, CashMissing) = (reason, reason);
        return this;
    }

    private void AddUse()
    {
        foreach (var month in UseMonths)
        {
            UseMissing = Doubt.First(UseMissing, month.Gap);
            foreach (var part in month.Contracts)
            {
                if (!contracts.TryGetValue(part.Contract, out var use))
                {
                    contracts.Add(part.Contract, use = new ContractUse());
                }

                use.UsedLow += part.UsedLow;
                use.UsedHigh += part.UsedHigh;
                use.Paid += part.PaidHigh;
            }
        }
    }

    private void AddCash()
    {
        var (cash, operating, billed, paid) = (0m, 0m, 0m, 0m);
        foreach (var month in CashMonths)
        {
            CashMissing = Doubt.First(CashMissing, month.Gap);
            if (month.CostsLackFx)
            {
                CashMissing = Doubt.First(CashMissing, Doubt.Fx);
            }
            else if (month.Operating is null)
            {
                CashMissing = Doubt.First(CashMissing, Doubt.Costs);
            }

            cash += month.PaidAmount - month.Costs;
            operating += month.Operating ?? 0m;
            billed += month.BilledAmount;
            paid += month.PaidAmount;
        }

        CashFlow = Doubt.Rounded(cash / CashMonths.Count);
        OperatingCost = Doubt.Rounded(operating / CashMonths.Count);
        Collected = billed <= 0m ? 1m : Doubt.Rounded(Math.Clamp(paid / billed, 0m, 1m));
    }
}

/// <summary>Hours of one contract over the trailing months of use.</summary>
internal sealed class ContractUse
{
    public decimal UsedLow { get; set; }

    public decimal UsedHigh { get; set; }

    /// <summary>Paid by end users, undetermined payments among them.</summary>
    public decimal Paid { get; set; }
}
