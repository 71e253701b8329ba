using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Bills;

namespace RiskMonitor.Host.Native.Tencent;

/// <summary>Tencent Cloud's bill by resource and component as CSV, in its English column names.</summary>
public sealed class TencentFormat : INativeFormat
{
    private static readonly string[] Columns =
    [
        "Payer Account ID", "Usage Start Time", "Usage End Time", "Component Name", "Component Usage",
        "Usage Duration", "Duration Unit", "Currency", "Amount Before Tax",
    ];

    public string Name => "tencent";

    public string Says => "CSV of Tencent Cloud's bill by component";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration) => BillReading.Read(
        new BillSums(Name, declaration, mayBeProvisional: true),
        NativeTable.Read(file, Columns, declaration.Encoding),
        (row, cells) => Line(row, cells, declaration));

    private static BillLine? Line(NativeTableRow row, NativeCells cells, Declaration declaration)
    {
        var use = BilledRow.UseOf(row, cells, declaration, "Instance ID", "Component Name");
        var (start, end) = (
            cells.Moment("Usage Start Time", declaration.Zone), cells.Moment("Usage End Time", declaration.Zone));
        var (amount, currency) = (cells.Exact("Amount Before Tax"), cells.CurrencyOf("Currency"));
        var payer = cells.Text("Payer Account ID");
        var seconds = use is null || use.Cards == 0 || amount < 0m ? 0m : CardSeconds(cells, use, declaration);
        if (!cells.AreRight || use is null || seconds is null)
        {
            return null;
        }

        var month = BilledMonth.Of(cells, "Usage End Time", start!.Value, end!.Value, declaration.Zone);
        BilledTime.CheckPrice(cells, "Amount Before Tax", seconds.Value, amount!.Value, currency!);
        return month is null || !cells.AreRight ? null : new BillLine(
            cells.Line, use, month.Value, $"{payer} {NodaTime.Text.YearMonthPattern.Iso.Format(month.Value)}", null,
            currency!, seconds.Value, amount.Value, $"Tencent {cells.TextOrNull("Transaction Type") ?? "refund"}",
            Finality.Of(rule: null, month.Value, declaration));
    }

    /// <summary>So many of a component, each for so long. The duration is what was left after deductions.</summary>
    private static decimal? CardSeconds(NativeCells cells, BilledUse use, Declaration declaration)
    {
        var (machines, duration) = (cells.Exact("Component Usage"), cells.Exact("Usage Duration"));
        if (machines * duration >= ExactNumber.Limit || (machines is { } count && decimal.Round(count, 4) != count))
        {
            return cells.Refuse<decimal>("Component Usage", FilingRules.NativeValueImpossible);
        }

        var seconds = BilledTime.CardSeconds(
            cells, "Usage Duration", machines * duration, cells.TextOrNull("Duration Unit"), use, declaration,
            [
                .. BilledRow.Words(cells.Text("Component Name")),
                .. BilledRow.Words(cells.TextOrNull("Subproduct Name")),
                .. BilledRow.Words(cells.TextOrNull("Instance Configuration")),
            ]);
        return machines is null || duration is null ? null : seconds;
    }
}
