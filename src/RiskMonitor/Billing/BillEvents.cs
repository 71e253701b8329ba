using System.Globalization;
using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Billing;

/// <param name="Period">The month of use, which is the valid time of the bill and of what is paid on it.</param>
/// <param name="Hours">Card-hours billed in this pool.</param>
/// <param name="Amount">Net of value-added tax.</param>
/// <param name="PrepaymentConsumed">Part of the amount that an earlier prepayment covers.</param>
[EventName("bill-issued", version: 1)]
public sealed record BillIssued(
    ContractId Contract,
    YearMonth Period,
    PoolId Pool,
    BillId Bill,
    CardHours Hours,
    Money Amount,
    PartyId Payer,
    PartyId Payee,
    Disclosed<Money> PrepaymentConsumed) : IFact
{
    string IFact.Stream => BillingPeriod.Stream(Contract, Period);

    IEnumerable<Reference> IFact.References => [Reference.To(Contract), Reference.To(Pool)];
}

/// <summary>A bill was taken back in part or in whole; hours and amount are what is taken off, both positive.</summary>
[EventName("bill-credited", version: 1)]
public sealed record BillCredited(
    ContractId Contract,
    YearMonth Period,
    PoolId Pool,
    BillId Bill,
    CardHours Hours,
    Money Amount,
    string Reason) : IFact
{
    string IFact.Stream => BillingPeriod.Stream(Contract, Period);

    IEnumerable<Reference> IFact.References => [Reference.To(Contract), Reference.To(Pool)];
}

/// <param name="Payer">Who really paid, by the bank's word.</param>
/// <param name="ValueDate">Day on which the money arrived.</param>
[EventName("payment-received", version: 1)]
public sealed record PaymentReceived(
    ContractId Contract,
    YearMonth Period,
    PoolId Pool,
    Disclosed<BillId> Bill,
    Money Amount,
    PartyId Payer,
    PartyId Payee,
    LocalDate ValueDate,
    string BankReference) : IFact
{
    string IFact.Stream => BillingPeriod.Stream(Contract, Period);

    IEnumerable<Reference> IFact.References => [Reference.To(Contract), Reference.To(Pool)];
}

/// <summary>The pool's owner or operator paid: for what the pool needs, or back to somebody who had paid.</summary>
/// <param name="Contract">The contract paid under, of supply or of sale.</param>
[EventName("payment-made", version: 1)]
public sealed record PaymentMade(
    ContractId Contract,
    YearMonth Period,
    PoolId Pool,
    PaymentPurpose Purpose,
    Money Amount,
    PartyId Payer,
    PartyId Payee,
    LocalDate ValueDate,
    string BankReference) : IFact
{
    string IFact.Stream => BillingPeriod.Stream(Contract, Period);

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

public enum PaymentPurpose
{
    Energy,
    Hosting,
    Operations,
    Rent,
    Refund,
    Other,
}

public static class BillingPeriod
{
    public static string Stream(ContractId contract, YearMonth period) => string.Create(
        CultureInfo.InvariantCulture, $"bill/{contract}/{period.Year:0000}-{period.Month:00}");
}
