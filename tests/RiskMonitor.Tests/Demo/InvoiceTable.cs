using System.Globalization;
using System.Text;
using NodaTime.Text;
using RiskMonitor.Billing;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo;

/// <summary>
/// Operator A's invoices of half a year as a native file, in the layout of <c>specs/native/lessor-invoice.md</c>.
/// </summary>
internal static class InvoiceTable
{
    public static readonly FiledTable Table = new("invoices", Holds, AsRead, Bytes)
    {
        Format = "lessor-invoice", Declare = "operator-a.declaration.json",
    };

    private const int Round = 1;
    private const string Columns =
        "invoice,month,contract,item,quantity,unit,unit_price,net_amount,amount_unit,currency";

    private static bool Holds(int round, Entry entry) =>
        round == Round && entry.Source == Reporters.Of("operator-a") && entry.Data is BillIssued;

    /// <summary>
    /// An invoice says nothing of prepayments. The id that is filed follows from what the invoice says, and nothing
    /// here speaks of it.
    /// </summary>
    private static Entry AsRead(Entry entry) => entry with
    {
        Data = (BillIssued)entry.Data with { PrepaymentConsumed = Disclosed.Not<Money>("not-collected") },
    };

    private static byte[] Bytes(IReadOnlyList<Entry> entries) => Encoding.UTF8.GetBytes(
        $"{Columns}\n{string.Concat(entries.Select(entry => Row((BillIssued)entry.Data) + "\n"))}");

    /// <summary>Billed by the card-hour; the price is the one at which hours and amount were agreed.</summary>
    private static string Row(BillIssued bill)
    {
        var (month, hours, amount) = (
            YearMonthPattern.Iso.Format(bill.Period), bill.Hours.Value, bill.Amount.Amount);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bill.Bill},{month},{bill.Contract},算力租用 {bill.Pool},{hours},卡时,{Math.Round(amount / hours, 2)},"
            + $"{amount},元,{bill.Amount.Currency}");
    }
}
