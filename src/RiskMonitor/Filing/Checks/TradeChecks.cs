using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Offtake;
using RiskMonitor.Units;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of a contract for compute is impossible on its face.</summary>
internal static class OfftakeChecks
{
    private const int LongestTermsDays = 3_660;

    public static void Check(OfftakeSigned contract, Findings findings)
    {
        findings.Differ(contract.Seller, contract.Buyer, "/data/buyer");
        findings.Count(contract.Cards.ValueOrNull(), 1, "/data/cards");
        findings.NotNegative(contract.Hours.ValueOrNull()?.Value ?? 0m, "/data/hours");
        findings.Term(contract.Start, contract.End, "/data/end");
        Terms(
            contract.PricePerCardHour, contract.CommittedUse, contract.PaymentTermsDays, contract.Prepayment,
            contract.BackStop, contract.Pools, findings);
    }

    public static void Check(OfftakeAmended contract, Findings findings) => Terms(
        contract.PricePerCardHour, contract.CommittedUse, contract.PaymentTermsDays, contract.Prepayment,
        contract.BackStop, contract.Pools, findings);

    public static void Check(OfftakeOrdered order, Findings findings) =>
        findings.Count(order.Cards.ValueOrNull(), 1, "/data/cards");

    public static void Check(OfftakeTerminated end, Findings findings) => findings.Text(end.Reason, "/data/reason");

    private static void Terms(
        Money? price,
        Ratio? committed,
        int? days,
        Disclosed<Prepayment>? prepayment,
        Disclosed<BackStop>? backStop,
        Sequence<PoolShare>? pools,
        Findings findings)
    {
        findings.NotNegative(price, "/data/pricePerCardHour");
        findings.Share(committed, "/data/committedUse");
        findings.Count(days, 0, "/data/paymentTermsDays", LongestTermsDays);
        if (prepayment?.OrNull() is { } paid)
        {
            findings.NotNegative(paid.Amount, "/data/prepayment/amount");
            findings.Between(paid.Return.ValueOrNull(), 0m, 1m, "/data/prepayment/return");
            findings.OneCurrency(price?.Currency ?? paid.Amount.Currency, paid.Amount, "/data/prepayment/amount");
        }

        if (backStop?.OrNull() is { } backing)
        {
            findings.NotNegative(backing.PricePerCardHour, "/data/backStop/pricePerCardHour");
            findings.OneCurrency(
                price?.Currency ?? backing.PricePerCardHour.Currency,
                backing.PricePerCardHour,
                "/data/backStop/pricePerCardHour");
        }

        for (var i = 0; i < (pools?.Count ?? 0); i++)
        {
            if (pools![i].ShareOfCapacity.Value is < 0m or > 1m)
            {
                findings.Share(pools[i].ShareOfCapacity, Pointer.To("/data/pools", i) + "/shareOfCapacity");
            }
        }
    }
}

/// <summary>What of a bill or a payment is impossible on its face.</summary>
internal static class BillChecks
{
    public static void Check(BillIssued bill, Instant? time, Findings findings)
    {
        findings.NotNegative(bill.Hours.Value, "/data/hours");
        findings.NotNegative(bill.Amount, "/data/amount");
        findings.Differ(bill.Payer, bill.Payee, "/data/payee");
        InPeriod(bill.Period, time, findings);
        if (bill.PrepaymentConsumed.OrNull() is { } consumed)
        {
            findings.NotNegative(consumed, "/data/prepaymentConsumed");
            findings.OneCurrency(bill.Amount.Currency, consumed, "/data/prepaymentConsumed");
        }
    }

    public static void Check(BillCredited credit, Instant? time, Findings findings)
    {
        findings.NotNegative(credit.Hours.Value, "/data/hours");
        findings.NotNegative(credit.Amount, "/data/amount");
        findings.Text(credit.Reason, "/data/reason");
        InPeriod(credit.Period, time, findings);
    }

    public static void Check(PaymentReceived payment, Findings findings)
    {
        findings.NotNegative(payment.Amount, "/data/amount");
        findings.Differ(payment.Payer, payment.Payee, "/data/payee");
        findings.Text(payment.BankReference, "/data/bankReference");
    }

    public static void Check(PaymentMade payment, Findings findings)
    {
        findings.NotNegative(payment.Amount, "/data/amount");
        findings.Differ(payment.Payer, payment.Payee, "/data/payee");
        findings.Text(payment.BankReference, "/data/bankReference");
    }

    private static void InPeriod(YearMonth period, Instant? time, Findings findings)
    {
        if (time is { } instant && !Ask.IsWithin(instant, period.OnDayOfMonth(1), LastDay(period)))
        {
            findings.Add(
                FilingRules.TimeOutsidePeriod, "/time", NodaTime.Text.InstantPattern.ExtendedIso.Format(instant));
        }
    }

    private static LocalDate LastDay(YearMonth period) => period.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);
}
