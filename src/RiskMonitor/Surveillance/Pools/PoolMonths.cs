using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Usage months of pools, made from bills, credits, payments and costs (specs/indicators.md, 0 and 1).
/// </summary>
/// <remarks>
/// Maturity is judged at the last closed day, whatever day is valued. A contract's month is mature when its end + the
/// payment terms + the policy's grace are closed, or when it is fully paid and 30 days are closed after the last
/// payment. A mature month that is not fully paid counts as unpaid only where the bank's filing is complete up to the
/// end of the grace; else it is missing(payment). Take-or-pay and reservations that ran all month have a bill, else
/// missing(bill); so have on-demand and framework contracts where cards worked and nothing at all was billed.
/// Where no use was ever reported (evidence below telemetry), on-demand hours count as used when paid, and of
/// reserved hours nobody can tell: none is the low end, all is the high end.
/// </remarks>
internal sealed class PoolMonths(
    Knowledge knowledge, Groups groups, Rates rates, Banks banks, RoundTrips roundTrips)
{
    public PoolMonth Read(PoolState pool, int month, PolicyInForce policy, LocalDate lastClosed)
    {
        var made = new PoolMonth { Month = month };
        var view = new View(pool, month, policy, lastClosed);
        foreach (var id in pool.ContractsBilledIn(month))
        {
            AddBilled(made, id, view);
        }

        foreach (var contract in pool.Contracts)
        {
            if (Find(made, contract.Id) is null)
            {
                ExpectBill(made, contract, view);
            }
        }

        AddCosts(made, view);
        Attribute(made, view);
        return made;
    }

    private void AddBilled(PoolMonth made, string id, View view)
    {
        var sums = new Sums();
        var stream = BillingPeriod.Stream(ContractId.Of(id), Months.YearMonth(view.Month));
        foreach (var bill in knowledge.About<BillIssued>(stream))
        {
            if (bill.Data.Pool == view.Pool.Id)
            {
                var data = bill.Data;
                sums.Any = true;
                sums.Hours += data.Hours.Value;
                sums.Payee = data.Payee;
                var amount = In(data.Amount, view, made);
                sums.Billed += amount;
                sums.BilledCommercial += KindOf(data.Payer, data.Payee, view) == Payer.EndUser ? amount : 0m;
                if (data.PrepaymentConsumed.OrNull() is { } consumed)
                {
                    sums.Add(KindOf(data.Payer, data.Payee, view), In(consumed, view, made));
                }
            }
        }

        if (!sums.Any)
        {
            return;
        }

        foreach (var credit in knowledge.About<BillCredited>(stream))
        {
            if (credit.Data.Pool == view.Pool.Id)
            {
                sums.Hours -= credit.Data.Hours.Value;
                var amount = In(credit.Data.Amount, view, made);
                sums.BilledCommercial -= sums.Billed == 0m ? 0m : amount * (sums.BilledCommercial / sums.Billed);
                sums.Billed -= amount;
            }
        }

        AddPayments(made, stream, sums, view);
        Judge(made, id, sums, view);
    }

    private void AddPayments(PoolMonth made, string stream, Sums sums, View view)
    {
        foreach (var payment in knowledge.About<PaymentReceived>(stream))
        {
            var data = payment.Data;
            if (data.Pool != view.Pool.Id)
            {
                continue;
            }

            var amount = In(data.Amount, view, made);
            sums.LastPaid = sums.LastPaid is { } known && known > data.ValueDate ? known : data.ValueDate;
            var kind = KindOf(data.Payer, data.Payee, view);
            var told = data.ValueDate.PlusDays(RoundTrips.Days);
            if (kind == Payer.EndUser)
            {
                kind = roundTrips.IsReturned(payment) ? Payer.Returned
                    : told > view.LastClosed ? Payer.Undetermined
                    : Payer.EndUser;
            }

            if (kind == Payer.Undetermined)
            {
                made.Watch(told);
            }

            sums.Add(kind, amount);
        }
    }

    private void Judge(PoolMonth made, string id, Sums sums, View view)
    {
        var contract = view.Pool.ContractOf(id);
        if (contract is null)
        {
            made.Lacks(Doubt.Contract); // neither kind nor payment terms are known
        }

        var terms = contract?.At(view.End).PaymentTermsDays ?? 0;
        var matures = view.End.PlusDays(terms + view.Grace);
        var isPaid = sums.Paid >= sums.Billed;
        LocalDate? settles = isPaid && sums.LastPaid is { } last
            ? LocalDate.Max(last.PlusDays(view.Settled), view.End)
            : null;
        if (matures > view.LastClosed && !(settles <= view.LastClosed))
        {
            made.IsMature = false;
            made.Watch(settles is { } early && early < matures ? early : matures);
        }
        else if (!isPaid && !banks.IsComplete(id, sums.Payee!, Months.First(view.Month), matures))
        {
            made.Lacks(Doubt.Payment);
            made.AwaitsBank = true;
        }

        var billed = sums.Billed;
        var hours = Math.Max(sums.Hours, 0m);
        made.Billed += hours;
        made.Paid += hours * Share(sums.Paid, billed);
        made.BackStopped += hours * Share(sums.BackStop, billed);
        made.BilledAmount += sums.BilledCommercial;
        made.PaidAmount += sums.Commercial + sums.Undetermined;
        made.Contracts.Add(new ContractMonth
        {
            Contract = id,
            IsReserved = contract?.IsReserved ?? false,
            Hours = hours,
            PaidLow = hours * Share(sums.Commercial, billed),
            PaidHigh = hours * Share(sums.Commercial + sums.Undetermined, billed),
        });
    }

    private static void ExpectBill(PoolMonth made, Contract contract, View view)
    {
        var first = Months.First(view.Month);
        if (!contract.IsInForce(first) || !contract.IsInForce(view.End) || !contract.IsCalledOff(first)
            || contract.At(view.End).ShareOf(view.Pool.Id) == 0m)
        {
            return;
        }

        var matures = view.End.PlusDays(contract.At(view.End).PaymentTermsDays + view.Grace);
        if (matures > view.LastClosed)
        {
            made.IsMature = false;
            made.Watch(matures);
        }
        else if (contract.IsReserved || (made.Contracts.Count == 0 && view.Pool.ActiveIn(view.Month) is not 0m))
        {
            made.Lacks(Doubt.Bill);
        }
    }

    private void AddCosts(PoolMonth made, View view)
    {
        foreach (var payment in view.Pool.PaymentsMadeIn(view.Month))
        {
            if (rates.Convert(payment.Data.Amount, view.Pool.Currency, view.End, view.Policy) is not { } amount)
            {
                made.CostsLackFx = true;
                continue;
            }

            made.Costs += amount;
            if (payment.Data.Purpose is PaymentPurpose.Energy or PaymentPurpose.Hosting or PaymentPurpose.Operations)
            {
                made.Operating = (made.Operating ?? 0m) + amount;
            }
        }

        if (made.Contracts.Count == 0 && view.End.PlusDays(view.Grace) > view.LastClosed)
        {
            made.IsMature = false;
            made.Watch(view.End.PlusDays(view.Grace));
        }
    }

    /// <summary>
    /// Active hours go to on-demand and framework bills first, then to reserved ones, by contract id.
    /// </summary>
    private static void Attribute(PoolMonth made, View view)
    {
        made.Contracts.Sort((left, right) => left.IsReserved != right.IsReserved
            ? left.IsReserved.CompareTo(right.IsReserved)
            : string.CompareOrdinal(left.Contract, right.Contract));
        var neverReported = view.Pool.NeverReportedUse;
        var hours = view.Pool.HoursIn(view.Month);
        if (!neverReported && hours.IsRejected)
        {
            made.Lacks(Doubt.Rejected);
        }
        else if (!neverReported && !hours.IsComplete)
        {
            made.Lacks(Doubt.Utilization);
        }

        var (left, possible) = neverReported
            ? (decimal.MaxValue, decimal.MaxValue)
            : (hours.Active, hours.Active);
        foreach (var contract in made.Contracts)
        {
            contract.UsedLow = neverReported && contract.IsReserved ? 0m : Math.Min(contract.PaidLow, left);
            contract.UsedHigh = Math.Min(contract.PaidHigh, possible);
            left -= contract.UsedLow;
            possible -= contract.UsedHigh;
            made.CommercialLow += contract.UsedLow;
            made.CommercialHigh += contract.UsedHigh;
            made.ReservedIdle += contract.IsReserved ? contract.PaidHigh - contract.UsedHigh : 0m;
        }
    }

    /// <summary>A payer of the obligor's group is not an end user; vendor, lender and lessor stop a gap.</summary>
    private Payer KindOf(PartyId payer, PartyId payee, View view) =>
        groups.Related(payer, view.Pool.OwnerOn(view.End), view.End) || groups.Related(payer, payee, view.End)
            ? Payer.Related
            : IsBackStop(knowledge, payer) ? Payer.BackStop
            : Payer.EndUser;

    public static bool IsBackStop(Knowledge knowledge, PartyId party)
    {
        var registered = knowledge.About<PartyRegistered>($"party/{party}");
        if (registered.Count > 0)
        {
            foreach (var role in registered[^1].Data.Roles)
            {
                if (role is PartyRole.Vendor or PartyRole.Lender or PartyRole.Lessor)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private decimal In(Money money, View view, PoolMonth made)
    {
        if (rates.Convert(money, view.Pool.Currency, view.End, view.Policy) is { } amount)
        {
            return amount;
        }

        made.Lacks(Doubt.Fx);
        return 0m;
    }

    private static decimal Share(decimal paid, decimal billed) =>
        billed <= 0m || paid <= 0m ? 0m : Math.Min(paid / billed, 1m);

    private static ContractMonth? Find(PoolMonth month, string id)
    {
        foreach (var contract in month.Contracts)
        {
            if (string.Equals(contract.Contract, id, StringComparison.Ordinal))
            {
                return contract;
            }
        }

        return null;
    }

    private enum Payer
    {
        EndUser,
        Undetermined,
        Related,
        Returned,
        BackStop,
    }

    private sealed class View(PoolState pool, int month, PolicyInForce policy, LocalDate lastClosed)
    {
        public PoolState Pool { get; } = pool;

        public int Month { get; } = month;

        public PolicyInForce Policy { get; } = policy;

        public LocalDate LastClosed { get; } = lastClosed;

        public LocalDate End { get; } = Months.Last(month);

        public int Grace => Policy.Document.Maturity.GraceDays.Value;

        public int Settled => Policy.Document.Maturity.SettledDays.Value;
    }

    private sealed class Sums
    {
        public bool Any { get; set; }

        public decimal Hours { get; set; }

        public decimal Billed { get; set; }

        public decimal BilledCommercial { get; set; }

        public decimal Paid { get; private set; }

        public decimal Commercial { get; private set; }

        public decimal Undetermined { get; private set; }

        public decimal BackStop { get; private set; }

        public LocalDate? LastPaid { get; set; }

        public PartyId? Payee { get; set; }

        public void Add(Payer kind, decimal amount)
        {
            Paid += amount;
            Commercial += kind == Payer.EndUser ? amount : 0m;
            Undetermined += kind == Payer.Undetermined ? amount : 0m;
            BackStop += kind == Payer.BackStop ? amount : 0m;
        }
    }
}
