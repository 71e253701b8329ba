using NodaTime;
using RiskMonitor.Offtake;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>The contracts that enter V_use at a day, those that enter V_credit only, and what is left to u_m.</summary>
/// <remarks>
/// In the sum: not cancellable at d, in force at d, called off (take-or-pay at once), with an end user outside the
/// obligor's group that is no vendor, lender or lessor. Its use is what it commits times used over paid hours; until
/// its first mature month nothing of that is proven, so the adverse end is 0. In credit a take-or-pay or reservation
/// pays its commitment used or not, and a back-stop pays the rest of the share at its own price.
/// </remarks>
internal sealed class ContractSum
{
    private const decimal HoursPerMonth = 730m;

    private readonly List<CommittedUse> committed = [];
    private readonly List<BackedCapacity> backed = [];
    private readonly HashSet<string> inSum = new(StringComparer.Ordinal);

    private ContractSum()
    {
    }

    public Sequence<CommittedUse> Committed => [.. committed];

    public Sequence<BackedCapacity> Backed => [.. backed];

    /// <summary>A price in a currency that has no rate on the day.</summary>
    public bool LacksFx { get; private set; }

    public static ContractSum At(
        PoolState pool, LocalDate day, Trailing trailing, Knowledge knowledge, Groups groups, Rates rates)
    {
        var sum = new ContractSum();
        foreach (var contract in pool.Contracts)
        {
            var terms = contract.At(day);
            var share = terms.ShareOf(pool.Id);
            if (share > 0m && contract.IsInForce(day) && contract.IsCalledOff(day))
            {
                sum.Add(pool, day, contract, terms, Math.Min(share, 1m), trailing, knowledge, groups, rates);
            }
        }

        return sum;
    }

    /// <summary>u_m: hours of bills whose contract is not in the sum, per month, over N·730.</summary>
    public Spread MerchantUse(Trailing trailing, int cards)
    {
        if (trailing.UseMissing is { } missing)
        {
            return Spread.Not(missing);
        }

        if (cards == 0)
        {
            return Spread.Not(Doubt.Young);
        }

        var (low, high) = (0m, 0m);
        foreach (var (contract, use) in trailing.Contracts)
        {
            if (!inSum.Contains(contract))
            {
                low += use.UsedLow;
                high += use.UsedHigh;
            }
        }

        var possible = trailing.UseMonths.Count * cards * HoursPerMonth;
        var least = Doubt.Rounded(Math.Min(low / possible, 1m));
        var most = Doubt.Rounded(Math.Min(high / possible, 1m));
        return new Spread(least, most, most, Missing: null);
    }

    private void Add(
        PoolState pool,
        LocalDate day,
        Contract contract,
        ContractTerms terms,
        decimal share,
        Trailing trailing,
        Knowledge knowledge,
        Groups groups,
        Rates rates)
    {
        var buyer = contract.Signed.Buyer;
        if (groups.Related(buyer, pool.OwnerOn(day), day) || groups.Related(buyer, contract.Signed.Seller, day))
        {
            return;
        }

        if (rates.Convert(terms.Price, pool.Currency, day, pool.Policy!) is not { } price)
        {
            LacksFx = true;
            return;
        }

        if (PoolMonths.IsBackStop(knowledge, buyer))
        {
            backed.Add(new BackedCapacity(new(share), new(price, pool.Currency), RunsFor(day, terms.End)));
            return;
        }

        var until = terms.NonCancellableUntil;
        if (!(until >= day))
        {
            if (terms.BackStop is { } stop && In(stop, pool, day, rates) is { } stopPrice)
            {
                backed.Add(new BackedCapacity(new(share), new(stopPrice, pool.Currency), RunsFor(day, terms.End)));
            }

            return;
        }

        inSum.Add(contract.Id);
        var last = until.Value < terms.End ? until.Value : terms.End;
        committed.Add(new CommittedUse(
            new(share),
            Use(Math.Min(terms.CommittedUse.Value, 1m), trailing.Of(contract.Id)),
            new(price, pool.Currency),
            RunsFor(day, last),
            new(PaidUse(contract, terms, price, pool, day, rates))));
    }

    private static AssumptionBand Use(decimal commits, ContractUse? use)
    {
        if (use is null)
        {
            return new(new(0m), new(commits), new(commits));
        }

        var low = use.Paid == 0m ? 0m : Doubt.Rounded(Math.Min(commits * use.UsedLow / use.Paid, 1m));
        var high = use.Paid == 0m ? 0m : Doubt.Rounded(Math.Min(commits * use.UsedHigh / use.Paid, 1m));
        return new(new(low), new(high), new(high));
    }

    /// <summary>What is paid for anyhow, as a share of the contract's price.</summary>
    private decimal PaidUse(
        Contract contract, ContractTerms terms, decimal price, PoolState pool, LocalDate day, Rates rates)
    {
        var paid = contract.IsReserved ? Math.Min(terms.CommittedUse.Value, 1m) : 0m;
        if (terms.BackStop is { } stop && price > 0m && In(stop, pool, day, rates) is { } stopPrice)
        {
            paid = Math.Min(paid + ((1m - paid) * stopPrice / price), 1m);
        }

        return Doubt.Rounded(paid);
    }

    private decimal? In(BackStop stop, PoolState pool, LocalDate day, Rates rates)
    {
        var price = rates.Convert(stop.PricePerCardHour, pool.Currency, day, pool.Policy!);
        LacksFx |= price is null;
        return price;
    }

    /// <summary>Calendar months after that of the day, to the month of the last one.</summary>
    private static int RunsFor(LocalDate day, LocalDate last) => Math.Max(Months.Of(last) - Months.Of(day), 0);
}
