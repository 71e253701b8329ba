using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Bills;

namespace RiskMonitor.Host.Native.AwsCur;

/// <summary>Cost and Usage Report 2.0 of AWS Data Exports, as CSV or Parquet. Until an invoice is issued a row has no
/// number of one, and is provisional.</summary>
public sealed class AwsCurFormat : INativeFormat
{
    private static readonly string[] Columns =
    [
        "bill_payer_account_id", "bill_billing_period_start_date", "bill_invoice_id", "line_item_line_item_type",
        "line_item_usage_start_date", "line_item_usage_end_date", "line_item_usage_amount", "line_item_usage_type",
        "line_item_unblended_cost", "line_item_currency_code",
    ];

    private static readonly string[] Wanted = ["pricing_unit", "product_instance_type", "line_item_resource_id"];

    /// <summary>Types of lines that are use; of all others only the money counts.</summary>
    private static readonly string[] OfUse = ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"];

    private static readonly string[] OfMoney =
    [
        "SavingsPlanNegation", "SavingsPlanRecurringFee", "SavingsPlanUpfrontFee", "RIFee", "Fee", "Credit", "Refund",
        "EdpDiscount", "PrivateRateDiscount", "BundledDiscount", "Discount",
    ];

    public string Name => "aws-cur";

    public string Says => "CSV or Parquet of an AWS Cost and Usage Report 2.0";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration) => BillReading.Read(
        new BillSums(Name, declaration, mayBeProvisional: true),
        Rows(file, declaration),
        (row, cells) => Line(row, cells, declaration));

    /// <summary>CSV or Parquet, which its first bytes tell.</summary>
    private static IEnumerable<(NativeTableRow? Row, NativeRow? Wrong)> Rows(Stream file, Declaration declaration)
    {
        var table = new PrefixedStream(file, ParquetTable.MagicBytes);
        return ParquetTable.Is(table.Head)
            ? ParquetTable.Read(
                table, Columns,
                [.. Wanted, .. (declaration.Bills ?? []).SelectMany(use => use.When.Keys)])
            : NativeTable.Read(table, Columns);
    }

    private static BillLine? Line(NativeTableRow row, NativeCells cells, Declaration declaration)
    {
        var type = cells.Text("line_item_line_item_type");
        if (type == "Tax")
        {
            return null; // amounts are net
        }

        if (type.Length > 0 && !OfUse.Contains(type) && !OfMoney.Contains(type))
        {
            cells.Refuse(
                "line_item_line_item_type", FilingRules.CellNotListed,
                $"It is one of: {string.Join(", ", [.. OfUse, .. OfMoney, "Tax"])}.");
        }

        var use = BilledRow.UseOf(row, cells, declaration, "line_item_resource_id", "line_item_usage_type");
        var (start, end) = (
            cells.Moment("line_item_usage_start_date", DateTimeZone.Utc),
            cells.Moment("line_item_usage_end_date", DateTimeZone.Utc));
        var (amount, currency) = (
            cells.Exact("line_item_unblended_cost", allowExponent: true), cells.CurrencyOf("line_item_currency_code"));
        var quantity = cells.Exact("line_item_usage_amount", allowExponent: true);
        var account = $"{cells.Text("bill_payer_account_id")} {cells.Text("bill_billing_period_start_date")}";
        var invoice = cells.TextOrNull("bill_invoice_id");
        var month = start is null || end is null
            ? null
            : BilledMonth.Of(cells, "line_item_usage_end_date", start.Value, end.Value, declaration.Zone);
        var seconds = use is null || !OfUse.Contains(type) ? 0m : BilledTime.CardSeconds(
            cells, "line_item_usage_amount", quantity, UnitOf(cells), use, declaration, Machines(cells));
        if (!cells.AreRight || use is null)
        {
            return null;
        }

        if (OfUse.Contains(type) && seconds is { } known)
        {
            BilledTime.CheckPrice(cells, "line_item_unblended_cost", known, amount!.Value, currency!);
        }

        return month is null || seconds is null || !cells.AreRight ? null : new BillLine(
            cells.Line, use, month.Value, account, invoice, currency!, seconds.Value, amount!.Value, $"AWS {type}",
            IsFinal: invoice is not null);
    }

    /// <summary>BoxUsage is the usage type of running instances, which AWS counts in hours.</summary>
    private static string? UnitOf(NativeCells cells) => cells.TextOrNull("pricing_unit")
        ?? (cells.TextOrNull("line_item_usage_type")?.Contains("BoxUsage", StringComparison.Ordinal) == true
            ? "Hrs"
            : null);

    private static IEnumerable<string?> Machines(NativeCells cells)
    {
        yield return cells.TextOrNull("product_instance_type");
        yield return cells.TextOrNull("line_item_usage_type")?.Split(':')[^1];
    }
}
