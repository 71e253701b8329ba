using RiskMonitor.Host.Native.Bills;

namespace RiskMonitor.Host.Native.LessorInvoice;

/// <summary>
/// Invoices of lessors of machines, in a layout of our own: there is no standard, and what lessors write is not a
/// table.
/// </summary>
public sealed class LessorInvoiceFormat : INativeFormat
{
    private static readonly string[] Columns =
    [
        "invoice", "month", "item", "quantity", "unit", "unit_price", "net_amount", "amount_unit", "currency",
    ];

    public string Name => "lessor-invoice";

    public string Says => "CSV of a lessor's invoices, in the layout of specs/native/lessor-invoice.md";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration) => BillReading.Read(
        new BillSums(Name, declaration, mayBeProvisional: false),
        NativeTable.Read(file, Columns, declaration.Encoding),
        (row, cells) => new InvoiceRow(row, cells, declaration).Line());
}
