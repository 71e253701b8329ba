using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Billing;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Puts together what one pool is worth, owes and earns at the end of one day.</summary>
internal sealed class PoolValuer(
    Knowledge knowledge, Groups groups, Rates rates, PoolMonths months, Securities securities, Prices prices)
{
    private static readonly string[] Anybody = [];

    private readonly Pricing pricing = new();

    public PoolFigures At(PoolState pool, LocalDate day, PolicyInForce policy, LocalDate closed)
    {
        var cards = pool.Cards.At(Months.DayNumber(day));
        var trailing = TrailingAt(pool, day, policy, closed);
        var slices = SlicesOf(pool, day, policy);
        var tables = pricing.Of(pool.Registered!.Chip, policy);
        var cost = Convert(securities.PurchaseCost(pool.Key, day, policy), pool, day, policy, Doubt.PurchaseCost);
        var age = pool.Cards.First is { } first ? Months.Between(first, day) : 0;
        var price = PriceAt(pool, day, policy);
        var sum = ContractSum.At(pool, day, trailing, knowledge, groups, rates);
        var merchant = sum.MerchantUse(trailing, cards);
        var missing = Doubt.First(
            Doubt.First(merchant.Missing, trailing.CashMissing),
            Doubt.First(
                Doubt.First(price.Missing, cost.Missing),
                Doubt.First(tables is null ? Doubt.Chip : null, sum.LacksFx ? Doubt.Fx : null)));
        var useCase = missing is null ? CaseOf(pool, cards, sum, merchant, price, cost, trailing, age, tables!) : null;
        var (principal, interest) = DueOver(pool, day, policy, trailing, slices);
        return new PoolFigures
        {
            Pool = pool,
            Day = day,
            Policy = policy,
            Cards = cards,
            Window = WindowReader.Read(pool, day, policy.Document.WindowDays.Value, months, policy, closed),
            LongWindow = WindowReader.Read(pool, day, policy.Document.LongWindowDays.Value, months, policy, closed),
            Slices = slices,
            Debt = Total(slices),
            Appraised = AppraisedAt(pool, day, policy, slices),
            Book = BookAt(cost, age, tables, pool),
            Price = price,
            Trailing = trailing,
            MerchantUse = merchant,
            CashFlow = new Known(trailing.CashFlow, trailing.CashMissing),
            OperatingCost = new Known(trailing.OperatingCost, trailing.CashMissing),
            Collected = new Known(trailing.Collected, trailing.CashMissing),
            DebtService = new Known(principal.Value + interest.Value, principal.Missing),
            Interest = interest,
            InUse = useCase is null ? Spread.Not(missing!) : Over(tables!.Valuation.InUse(useCase)),
            InCredit = useCase is null ? Spread.Not(missing!) : Over(tables!.Valuation.InCredit(useCase)),
            InDisposal = DisposalAt(cost, age, tables, policy),
            Case = useCase,
            Valuation = tables?.Valuation,
        };
    }

    private Trailing TrailingAt(PoolState pool, LocalDate day, PolicyInForce policy, LocalDate closed)
    {
        var ended = Months.LastEnded(day);
        if (!pool.Trailing.TryGetValue(ended, out var trailing))
        {
            trailing = Trailing.Read(pool, ended, months, policy, closed);
            pool.Trailing.Add(ended, trailing);
        }

        return trailing;
    }

    private static UseCase CaseOf(
        PoolState pool,
        int cards,
        ContractSum sum,
        Spread merchant,
        Known price,
        Known cost,
        Trailing trailing,
        int age,
        ChipTables tables) => new(
            cards,
            sum.Committed,
            sum.Backed,
            new AssumptionBand(new(merchant.Low), new(merchant.Central), new(merchant.High)),
            new Money(price.Value, pool.Currency),
            new Ratio(trailing.Collected),
            new Money(trailing.OperatingCost, pool.Currency),
            new Money(cost.Value, pool.Currency),
            age,
            tables.Residual);

    private Known PriceAt(PoolState pool, LocalDate day, PolicyInForce policy) =>
        prices.Of(pool.Registered!.Chip, pool.Registered.Jurisdiction, policy).At(Months.DayNumber(day)) is { } print
            ? Convert(print.Price, pool, day, policy, Doubt.Price)
            : Known.Not(Doubt.Price);

    private Known Convert(Money? money, PoolState pool, LocalDate day, PolicyInForce policy, Reason otherwise) =>
        money is null ? Known.Not(otherwise)
        : rates.Convert(money, pool.Currency, day, policy) is { } amount ? Known.Of(amount)
        : Known.Not(Doubt.Fx);

    /// <summary>What each creditor of the pool has at stake in it.</summary>
    public List<Slice> SlicesOf(PoolState pool, LocalDate day, PolicyInForce policy)
    {
        var slices = new List<Slice>(pool.Facilities.InOrder.Count);
        foreach (var facility in pool.Facilities.InOrder)
        {
            if (securities.Loan(facility, policy) is { } loan)
            {
                var (secured, debts, isKnown) = securities.Split(loan, day, policy);
                for (var index = 0; index < secured.Count; index++)
                {
                    if (secured[index] == pool.Id && (debts[index] != 0m || !(loan.Closed <= day)))
                    {
                        slices.Add(SliceOf(pool, loan, debts[index], isKnown, day, policy));
                    }
                }
            }
        }

        foreach (var contract in pool.Contracts)
        {
            if (PrepaidDebt(pool, contract, day, policy) is { } slice)
            {
                slices.Add(slice);
            }
        }

        return slices;
    }

    private Slice SliceOf(
        PoolState pool, Loan loan, decimal debt, bool isKnown, LocalDate day, PolicyInForce policy)
    {
        var amount = rates.Convert(new Money(debt, loan.Currency), pool.Currency, day, policy);
        return new Slice(
            loan,
            loan.Opened.Lender,
            loan.Opened.Borrower,
            decimal.Round(amount ?? 0m, 2, MidpointRounding.AwayFromZero),
            amount is null ? Doubt.Fx : isKnown ? null : Doubt.Appraisal);
    }

    /// <summary>
    /// A prepayment that is refundable with a fixed return, or comes from a related party, is debt (DEB-PREPAY), less
    /// the bills that consumed it by the end of their month; over several pools by their shares of capacity.
    /// </summary>
    private Slice? PrepaidDebt(PoolState pool, Contract contract, LocalDate day, PolicyInForce policy)
    {
        var terms = contract.At(day);
        if (terms.Prepayment is not { } prepayment || contract.SignedOn > day || terms.ShareOf(pool.Id) == 0m
            || !((prepayment.Refundable && prepayment.Return.IsKnown)
                || groups.Related(contract.Signed.Buyer, contract.Signed.Seller, day)))
        {
            return null;
        }

        var left = prepayment.Amount.Amount;
        foreach (var bill in knowledge.About<BillIssued>($"contract/{contract.Id}"))
        {
            if (bill.Data.PrepaymentConsumed.OrNull() is { } consumed
                && Months.Last(Months.Of(bill.Data.Period)) <= day)
            {
                left -= rates.Convert(consumed, prepayment.Amount.Currency, day, policy) ?? 0m;
            }
        }

        var weights = new decimal[terms.Pools.Count];
        var mine = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] = terms.Pools[index].ShareOfCapacity.Value;
            mine = terms.Pools[index].Pool == pool.Id ? index : mine;
        }

        var part = Shares.Split(decimal.Round(Math.Max(left, 0m), 2, MidpointRounding.AwayFromZero), weights)[mine];
        var amount = rates.Convert(prepayment.Amount with { Amount = part }, pool.Currency, day, policy);
        return part == 0m ? null : new Slice(
            Loan: null,
            contract.Signed.Buyer,
            contract.Signed.Seller,
            decimal.Round(amount ?? 0m, 2, MidpointRounding.AwayFromZero),
            amount is null ? Doubt.Fx : null);
    }

    private static Known Total(List<Slice> slices)
    {
        var total = Known.Of(0m);
        foreach (var slice in slices)
        {
            total += new Known(slice.Debt, slice.Missing);
        }

        return total;
    }

    private Known AppraisedAt(PoolState pool, LocalDate day, PolicyInForce policy, List<Slice> slices)
    {
        ICollection<string> engagers = Anybody;
        foreach (var slice in slices)
        {
            if (slice.Loan is not null)
            {
                engagers = engagers.Count == 0 ? new List<string>() : engagers;
                securities.AddFirstRank(slice.Loan.Key, day, policy, engagers);
            }
        }

        if (pool.Appraisals.At(day, engagers) is not { } entry)
        {
            return Known.Not(Doubt.Appraisal);
        }

        return Period.DaysBetween(entry.Valued, day) > policy.Document.Valuation.AppraisalAgeDays.Value
            ? Known.Not(Doubt.StaleAppraisal)
            : Convert(entry.Value, pool, day, policy, Doubt.Appraisal);
    }

    private static Known BookAt(Known cost, int age, ChipTables? tables, PoolState pool) =>
        !cost.Is ? cost
        : tables is null ? Known.Not(Doubt.Chip)
        : Known.Of(StraightLine.BookValue(
            new Money(cost.Value, pool.Currency), age, tables.Policy.AccountingLifeMonths.Value,
            tables.Policy.AccountingResidual.Value).Amount);

    private static Spread DisposalAt(Known cost, int age, ChipTables? tables, PolicyInForce policy)
    {
        if ((cost.Missing ?? (tables is null ? Doubt.Chip : null)) is { } missing)
        {
            return Spread.Not(missing);
        }

        var valuation = policy.Document.Valuation;
        var net = cost.Value * tables!.Residual.ShareAt(age).Value * (1m - valuation.DisposalCost.Value.Value);
        return new Spread(
            Doubt.Rounded(net * valuation.ResidualFactor.Low.Value),
            Doubt.Rounded(net * valuation.ResidualFactor.Central.Value),
            Doubt.Rounded(net * valuation.ResidualFactor.High.Value),
            Missing: null);
    }

    /// <summary>Monthly mean of principal and interest that fell due in the months that CF is taken from.</summary>
    private (Known Principal, Known Interest) DueOver(
        PoolState pool, LocalDate day, PolicyInForce policy, Trailing trailing, List<Slice> slices)
    {
        if (trailing.CashMonths.Count == 0)
        {
            var reason = trailing.CashMissing ?? Doubt.Young;
            return (Known.Not(reason), Known.Not(reason));
        }

        var (principal, interest) = (Known.Of(0m), Known.Of(0m));
        foreach (var slice in slices)
        {
            if (slice.Loan is { } loan)
            {
                var share = securities.ShareOf(loan, pool.Id, day, policy);
                foreach (var month in trailing.CashMonths)
                {
                    var due = loan.DueIn(month.Month);
                    principal += Flow(due.Principal * share, loan, month.Month, pool, policy);
                    interest += Flow(due.Interest * share, loan, month.Month, pool, policy);
                }
            }
        }

        var count = trailing.CashMonths.Count;
        return (
            principal with { Value = Doubt.Rounded(principal.Value / count) },
            interest with { Value = Doubt.Rounded(interest.Value / count) });
    }

    private Known Flow(decimal amount, Loan loan, int month, PoolState pool, PolicyInForce policy) =>
        amount == 0m ? Known.Of(0m)
        : rates.Convert(new Money(amount, loan.Currency), pool.Currency, Months.Last(month), policy) is { } flow
            ? Known.Of(flow)
            : Known.Not(Doubt.Fx);

    private static Spread Over(ValueInUse value) =>
        new(value.Low.Amount, value.Central.Amount, value.High.Amount, Missing: null);
}
