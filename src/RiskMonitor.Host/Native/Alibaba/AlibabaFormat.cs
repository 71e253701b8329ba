using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Bills;

namespace RiskMonitor.Host.Native.Alibaba;

/// <summary>Answers of Alibaba Cloud's <c>DescribeInstanceBill</c>, which are final from noon of the third day of the
/// following month on.</summary>
public sealed class AlibabaFormat : INativeFormat
{
    private static readonly Finality Final = new(Day: 3, Hour: 12);
    private static readonly string[] Lists = ["Items", "Item"];

    public string Name => "alibaba";

    public string Says => "JSON of Alibaba Cloud's DescribeInstanceBill";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration) => BillReading.Read(
        new BillSums(Name, declaration, mayBeProvisional: true),
        NativeJson.Read(file, Lists),
        (row, cells) => Line(row, cells, declaration));

    private static BillLine? Line(NativeTableRow row, NativeCells cells, Declaration declaration)
    {
        var use = BilledRow.UseOf(row, cells, declaration, "InstanceID", "ProductCode");
        var month = cells.Month("BillingCycle"); // of China
        var (amount, currency) = (cells.Exact("PretaxAmount", allowExponent: true), cells.CurrencyOf("Currency"));
        var account = $"{cells.TextOrNull("BillAccountID") ?? cells.Text("AccountID")} {row["BillingCycle"]}";
        var seconds = use is null || use.Cards == 0 || amount < 0m ? 0m : CardSeconds(cells, use, declaration);
        if (!cells.AreRight || use is null || seconds is null)
        {
            return null;
        }

        BilledTime.CheckPrice(cells, "PretaxAmount", seconds.Value, amount!.Value, currency!);
        return !cells.AreRight ? null : new BillLine(
            cells.Line, use, month!.Value, account, null, currency!, seconds.Value, amount.Value,
            $"Alibaba {cells.TextOrNull("Item") ?? "negative amount"}",
            Finality.Of(Final, month.Value, declaration));
    }

    /// <summary>Usage where it is of time, else the time of service: of a billed item the one, of an instance the
    /// other.</summary>
    private static decimal? CardSeconds(NativeCells cells, BilledUse use, Declaration declaration)
    {
        var isUsage = cells.TextOrNull("Usage") is not null && BilledUnit.Of(cells.TextOrNull("UsageUnit")) is not null;
        var (column, unit) = isUsage ? ("Usage", "UsageUnit") : ("ServicePeriod", "ServicePeriodUnit");
        var quantity = cells.Exact(column);
        var seconds = BilledTime.CardSeconds(
            cells, column, quantity, cells.TextOrNull(unit), use, declaration,
            [cells.TextOrNull("InstanceSpec"), .. BilledRow.Words(cells.TextOrNull("InstanceConfig"))]);
        if (!isUsage && BilledUnit.Of(cells.TextOrNull(unit)) is { } time && quantity * time.Seconds > LongestMonth)
        {
            cells.Refuse(
                column, FilingRules.NativeValueImpossible, "An order for longer than a month is not one of a month.");
        }

        return quantity is null ? null : seconds;
    }

    private static decimal LongestMonth => 31m * 24m * 3_600m;
}
