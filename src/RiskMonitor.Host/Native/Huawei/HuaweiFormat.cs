using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Bills;

namespace RiskMonitor.Host.Native.Huawei;

/// <summary>Answers of Huawei Cloud's <c>ListCustomerselfResourceRecords</c>, which are final from ten o'clock of the
/// third day of the following month on, and for customers who settle monthly of the fourth.</summary>
public sealed class HuaweiFormat : INativeFormat
{
    private const string Hours = "4"; // usage_measure_id of hours
    private static readonly Finality Final = new(Day: 4, Hour: 10);
    private static readonly string[] Lists = ["fee_records", "feeRecords"];

    /// <summary>bill_type: what takes back.</summary>
    private static readonly Dictionary<string, string> Refunds = new(StringComparer.Ordinal)
    {
        ["4"] = "退款-退订", ["9"] = "调账-补偿", ["20"] = "退款-变更", ["24"] = "退款-包年/包月转按需",
    };

    public string Name => "huawei";

    public string Says => "JSON of Huawei Cloud's ListCustomerselfResourceRecords";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration) => BillReading.Read(
        new BillSums(Name, declaration, mayBeProvisional: true),
        NativeJson.Read(file, Lists),
        (row, cells) => Line(row, cells, declaration));

    private static BillLine? Line(NativeTableRow row, NativeCells cells, Declaration declaration)
    {
        var use = BilledRow.UseOf(row, cells, declaration, "resource_id", "cloud_service_type");
        if (cells.Text("measure_id") is { Length: > 0 } and not "1")
        {
            cells.Refuse("measure_id", FilingRules.NativeUnitUnknown, "Amounts are in units of the currency: 1.");
        }

        var (date, currency) = (cells.Date("bill_date"), cells.CurrencyOf("currency"));
        var (amount, customer) = (cells.Exact("amount", allowExponent: true), cells.Text("customer_id"));
        var refund = Refunds.GetValueOrDefault(cells.Text("bill_type"));
        if (refund is not null && amount > 0m)
        {
            cells.Refuse("amount", FilingRules.NativeValueImpossible, $"What takes back ({refund}) is below nothing.");
        }

        var seconds = use is null || use.Cards == 0 || amount < 0m ? 0m : CardSeconds(cells, use, declaration);
        if (!cells.AreRight || use is null || seconds is null)
        {
            return null;
        }

        BilledTime.CheckPrice(cells, "amount", seconds.Value, amount!.Value, currency!);
        var month = date!.Value.ToYearMonth();
        return !cells.AreRight ? null : new BillLine(
            cells.Line, use, month, $"{customer} {NodaTime.Text.YearMonthPattern.Iso.Format(month)}", null, currency!,
            seconds.Value, amount.Value, $"Huawei {refund ?? "negative amount"}",
            Finality.Of(Final, month, declaration));
    }

    private static decimal? CardSeconds(NativeCells cells, BilledUse use, Declaration declaration)
    {
        if (cells.TextOrNull("usage") is null)
        {
            return cells.Refuse<decimal>(
                "usage", FilingRules.NativeUnitUnknown,
                "A record of a yearly or monthly subscription does not say its time: declare its use with cards 0, "
                + "and file its hours from the invoice.");
        }

        var usage = cells.Exact("usage", allowExponent: true);
        if (cells.Text("usage_measure_id") is { Length: > 0 } unit and not Hours)
        {
            cells.Refuse(
                "usage_measure_id", FilingRules.NativeUnitUnknown,
                $"Only hours (4) are time of machines, and this is {unit}; other use is declared with cards 0.");
        }

        var seconds = BilledTime.CardSeconds(
            cells, "usage", usage, "hour", use, declaration,
            [
                cells.TextOrNull("sku_code"),
                .. BilledRow.Words(cells.TextOrNull("product_spec_desc")),
                .. BilledRow.Words(cells.TextOrNull("product_name")),
            ]);
        return usage is null ? null : seconds;
    }
}
