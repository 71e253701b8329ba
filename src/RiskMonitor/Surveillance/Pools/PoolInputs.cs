using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Which facts a reading rests on, by their sealed positions.</summary>
internal sealed class PoolInputs(Knowledge knowledge, Securities securities, Prices prices)
{
    private readonly SortedSet<long> positions = [];

    public Sequence<long> Of(string rule, PoolFigures figures, PolicyInForce policy)
    {
        var pool = figures.Pool;
        var day = figures.Day;
        All<PoolRegistered>(pool.Key);
        Until<CardsCommissioned>(pool.Key, day, policy);
        Until<CardsRetired>(pool.Key, day, policy);
        foreach (var slice in figures.Slices)
        {
            positions.UnionWith(slice.Loan?.PositionsBy(day) ?? []);
            if (slice.Loan is { } loan && !loan.PoolsAt(day).Contains(pool.Id))
            {
                AddLiens(loan.Key, day, policy);
            }
        }

        var (first, last) = (day.PlusDays(1 - policy.Document.WindowDays.Value), day);
        if (rule == DetachmentRule.Id)
        {
            AddValue(figures, policy);
            if (figures.Trailing.UseMonths is [var from, .., var to])
            {
                (first, last) = (Months.First(from.Month), Months.Last(to.Month));
            }

            if (figures.Trailing.CashMonths is [var oldest, .., var newest])
            {
                AddBilling(pool, oldest.Month, newest.Month);
            }
        }
        else
        {
            AddBilling(pool, Months.Of(first), Months.Of(last));
        }

        AddUse(pool, first, last, policy);
        return [.. positions];
    }

    /// <summary>A pool that the facility does not name is secured by its liens.</summary>
    private void AddLiens(string facility, LocalDate day, PolicyInForce policy)
    {
        Until<LienRegistered>(facility, day, policy);
        foreach (var lien in knowledge.About<LienRegistered>(facility))
        {
            Until<LienAmended>(((IFact)lien.Data).Stream, day, policy);
        }
    }

    private void AddValue(PoolFigures figures, PolicyInForce policy)
    {
        var pool = figures.Pool;
        var parties = new List<string>();
        foreach (var slice in figures.Slices)
        {
            if (slice.Loan is not null)
            {
                securities.AddFirstRank(slice.Loan.Key, figures.Day, policy, parties);
            }
        }

        if (pool.Appraisals.At(figures.Day, parties) is { } entry)
        {
            positions.Add(entry.Position);
        }

        Until<PoolCostReported>(pool.Key, figures.Day, policy);
        var board = prices.Of(pool.Registered!.Chip, pool.Registered.Jurisdiction, policy);
        if (board.At(Months.DayNumber(figures.Day)) is { } print)
        {
            positions.Add(print.Position);
        }

        foreach (var contract in pool.Contracts)
        {
            var key = $"contract/{contract.Id}";
            Until<OfftakeSigned>(key, figures.Day, policy);
            Until<OfftakeAmended>(key, figures.Day, policy);
            Until<OfftakeOrdered>(key, figures.Day, policy);
            Until<OfftakeTerminated>(key, figures.Day, policy);
        }
    }

    private void AddBilling(PoolState pool, int first, int last)
    {
        for (var month = first; month <= last; month++)
        {
            foreach (var contract in pool.ContractsBilledIn(month))
            {
                var stream = BillingPeriod.Stream(ContractId.Of(contract), Months.YearMonth(month));
                foreach (var bill in knowledge.About<BillIssued>(stream))
                {
                    Add(bill, bill.Data.Pool == pool.Id);
                }

                foreach (var credit in knowledge.About<BillCredited>(stream))
                {
                    Add(credit, credit.Data.Pool == pool.Id);
                }

                foreach (var payment in knowledge.About<PaymentReceived>(stream))
                {
                    Add(payment, payment.Data.Pool == pool.Id);
                }
            }

            foreach (var cost in pool.PaymentsMadeIn(month))
            {
                positions.Add(cost.Position);
            }
        }
    }

    private void AddUse(PoolState pool, LocalDate first, LocalDate last, PolicyInForce policy)
    {
        foreach (var block in knowledge.About<UtilizationReported>(pool.Key))
        {
            var day = policy.DayOf(block.ValidTime);
            Add(block, day >= first && day <= last);
        }
    }

    private void All<T>(string key)
        where T : class
    {
        foreach (var fact in knowledge.About<T>(key))
        {
            positions.Add(fact.Position);
        }
    }

    private void Until<T>(string key, LocalDate day, PolicyInForce policy)
        where T : class
    {
        foreach (var fact in knowledge.About<T>(key))
        {
            Add(fact, policy.DayOf(fact.ValidTime) <= day);
        }
    }

    private void Add(IStated fact, bool counts)
    {
        if (counts)
        {
            positions.Add(fact.Position);
        }
    }
}
