using RiskMonitor.Host.Native.Bills;

namespace RiskMonitor.Host.Native.Focus;

/// <summary>
/// Bills as FOCUS, the FinOps Open Cost and Usage Specification, gives them in its versions 1.0, 1.1 and 1.2.
/// </summary>
public sealed class FocusFormat : INativeFormat
{
    private static readonly string[] Columns =
    [
        "BilledCost", "BillingAccountId", "BillingCurrency", "BillingPeriodStart", "ChargeCategory",
        "ChargePeriodStart", "ChargePeriodEnd", "ConsumedQuantity", "ConsumedUnit",
    ];

    public string Name => "focus";

    public string Says => "CSV of a bill in FOCUS 1.0, 1.1 or 1.2";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration) => BillReading.Read(
        new BillSums(Name, declaration, mayBeProvisional: false),
        NativeTable.Read(file, Columns),
        (_, cells) => new FocusRow(cells, declaration).Line());
}
