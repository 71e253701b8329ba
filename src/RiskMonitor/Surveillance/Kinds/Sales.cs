using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Billing;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>What was billed of a pool in a month, by who paid it and whether the money stayed.</summary>
internal sealed class Sales(
    Knowledge knowledge, Groups groups, Rates rates, Returns returns, PolicyInForce policy, LocalDate lastClosed)
{
    private static readonly Reason Contested = Reason.Contested("undetermined-use");

    private readonly SortedDictionary<long, (int Month, RoundTrip Trip)> trips = [];
    private readonly SortedDictionary<string, (PartyId Payer, PartyId Payee)> payers = new(StringComparer.Ordinal);

    /// <summary>Of every payment for this usage month or a later one that was looked at, by position.</summary>
    public IEnumerable<RoundTrip> TripsSince(int month) =>
        trips.Values.Where(one => one.Month >= month).Select(one => one.Trip);

    /// <summary>Who paid whom, by the payer's id.</summary>
    public IEnumerable<(PartyId Payer, PartyId Payee)> Payers => payers.Values;

    /// <summary>In the order in which active hours are given to them.</summary>
    public List<Portion> Of(PoolState pool, PoolMonth month)
    {
        var portions = new List<Portion>();
        foreach (var id in pool.ContractsBilledIn(month.Month))
        {
            var stream = BillingPeriod.Stream(ContractId.Of(id), Months.YearMonth(month.Month));
            var bills = Here(knowledge.About<BillIssued>(stream), bill => bill.Data.Pool, pool);
            if (bills.Count > 0)
            {
                portions.AddRange(Settle(pool, month, new Account(id, stream, bills)));
            }
        }

        return [.. portions.OrderBy(portion => portion.Turn)]; // stable: by contract within a turn
    }

    private IEnumerable<Portion> Settle(PoolState pool, PoolMonth month, Account account)
    {
        var day = Months.Last(month.Month);
        var credits = Here(knowledge.About<BillCredited>(account.Stream), credit => credit.Data.Pool, pool);
        var hours = Math.Max(
            account.Bills.Sum(bill => bill.Data.Hours.Value) - credits.Sum(credit => credit.Data.Hours.Value), 0m);
        var contract = pool.ContractOf(account.Contract);
        var takes = new List<Take>();
        var lacksRate = false;
        var billed = account.Bills.Sum(bill => In(bill.Data.Amount))
            - credits.Sum(credit => In(credit.Data.Amount));
        foreach (var bill in account.Bills.Where(bill => bill.Data.PrepaymentConsumed.IsKnown))
        {
            var (settlement, because) = Payer(bill.Data.Payer, bill.Data.Payee, pool, day);
            takes.Add(new Take(
                settlement, In(bill.Data.PrepaymentConsumed.OrNull()!), Why: null, $"prepaid, {because}"));
        }

        foreach (var payment in Here(knowledge.About<PaymentReceived>(account.Stream), one => one.Data.Pool, pool)
            .OrderBy(payment => payment.Data.ValueDate).ThenBy(payment => payment.Position))
        {
            takes.Add(Judge(payment, In(payment.Data.Amount), pool, month));
        }

        var reserved = contract?.IsReserved;
        return lacksRate
            ? [new Portion(account.Contract, reserved, Settlement.Open, hours, Doubt.Fx, "no rate of exchange")]
            : Portions(account, reserved, hours, billed, [.. takes, Unpaid(pool, month, account, day)]);

        decimal In(Money money)
        {
            var amount = rates.Convert(money, pool.Currency, day, policy);
            lacksRate |= amount is null;
            return amount ?? 0m;
        }
    }

    /// <summary>Each take gets its share of what is still unpaid; the last one all that is left.</summary>
    private static IEnumerable<Portion> Portions(
        Account account, bool? reserved, decimal hours, decimal billed, List<Take> takes)
    {
        var (unpaid, open) = (Math.Max(billed, 0m), hours);
        foreach (var alike in takes.SkipLast(1).GroupBy(take => (take.Settlement, take.Why, take.Because)))
        {
            var paid = Math.Min(Math.Max(alike.Sum(take => take.Amount), 0m), unpaid);
            if (paid > 0m)
            {
                var part = Math.Min(paid == unpaid ? open : hours * (paid / billed), open);
                (unpaid, open) = (unpaid - paid, open - part);
                yield return new Portion(
                    account.Contract, reserved, alike.Key.Settlement, part, alike.Key.Why, alike.Key.Because);
            }
        }

        if (open > 0m)
        {
            yield return new Portion(
                account.Contract, reserved, takes[^1].Settlement, open, takes[^1].Why, takes[^1].Because);
        }
    }

    private Take Judge(Stated<PaymentReceived> payment, decimal amount, PoolState pool, PoolMonth month)
    {
        var data = payment.Data;
        var (settlement, because) = Payer(data.Payer, data.Payee, pool, Months.Last(month.Month));
        if (settlement != Settlement.Kept || returns.Of(payment) is not { } trip)
        {
            return new Take(settlement, amount, Why: null, because);
        }

        var isOpen = data.ValueDate.PlusDays(KindBounds.ReturnDays.Whole) > lastClosed;
        var decided = trip.Decided == true || !isOpen ? trip.Decided : null;
        trips[payment.Position] = (month.Month, trip with { Decided = decided });
        return decided switch
        {
            true => new Take(Settlement.Returned, amount, Why: null, "paid, and the money came back"),
            false => new Take(settlement, amount, Why: null, because),
            _ => new Take(
                Settlement.Open, amount, isOpen ? month.Immature : Contested,
                isOpen ? "paid, and the money may still come back" : "paid, and part of the money came back"),
        };
    }

    private Take Unpaid(PoolState pool, PoolMonth month, Account account, LocalDate day)
    {
        var bill = account.Bills[^1].Data;
        var (settlement, _) = Payer(bill.Payer, bill.Payee, pool, day);
        var isTold = month is { IsMature: true, AwaitsBank: false };
        return isTold && settlement is Settlement.Related or Settlement.Internal
            ? new Take(Settlement.Internal, 0m, Why: null, "billed within the group and not paid")
            : new Take(
                Settlement.Open, 0m, month.IsMature ? Doubt.Payment : month.Immature,
                isTold ? "billed and not paid" : "billed and not paid yet");
    }

    private (Settlement Settlement, string Because) Payer(PartyId payer, PartyId payee, PoolState pool, LocalDate day)
    {
        payers.TryAdd(payer.Value, (payer, payee));
        return payer == payee || payer == pool.OwnerOn(day) ? (Settlement.Internal, "paid by the owner itself")
            : groups.Related(payer, pool.OwnerOn(day), day) || groups.Related(payer, payee, day)
                ? (Settlement.Related, "paid within the group")
            : PoolMonths.IsBackStop(knowledge, payer)
                ? (Settlement.BackStop, "paid by a vendor, lender or lessor")
            : (Settlement.Kept, "paid by an end user, and the money stayed");
    }

    private static List<Stated<T>> Here<T>(
        IReadOnlyList<Stated<T>> facts, Func<Stated<T>, PoolId> poolOf, PoolState pool)
        where T : class => [.. facts.Where(fact => poolOf(fact) == pool.Id)];

    private sealed record Account(string Contract, string Stream, List<Stated<BillIssued>> Bills);

    private sealed record Take(Settlement Settlement, decimal Amount, Reason? Why, string Because);
}
