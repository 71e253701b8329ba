using System.Text.Json;
using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Bills;

namespace RiskMonitor.Host.Native.Focus;

/// <summary>One row of a FOCUS table, in which an absent value is empty or the word NULL.</summary>
internal sealed class FocusRow(NativeCells cells, Declaration declaration)
{
    private static readonly string[] Categories = ["Usage", "Purchase", "Credit", "Adjustment"];

    /// <summary>Null where the row is wrong, or is tax.</summary>
    public BillLine? Line()
    {
        var category = Known("ChargeCategory");
        if (category == "Tax")
        {
            return null; // amounts are net
        }

        if (!Categories.Contains(category))
        {
            cells.Refuse(
                "ChargeCategory", FilingRules.CellNotListed, $"It is one of: {string.Join(", ", Categories)}, Tax.");
        }

        var use = Pattern.UseOf(declaration, Known);
        if (use is null)
        {
            cells.Refuse(
                Known("ResourceId") is null ? "BillingAccountId" : "ResourceId", FilingRules.NativeUndeclared,
                $"No use is declared that this row belongs to. {Declaration.Asked}");
        }

        var (amount, currency) = (cells.Exact("BilledCost", allowExponent: true), cells.CurrencyOf("BillingCurrency"));
        var (month, seconds) = (Month(), category == "Usage" && use is not null ? CardSeconds(use) : 0m);
        var (account, period) = (cells.Text("BillingAccountId"), cells.Text("BillingPeriodStart"));
        if (!cells.AreRight || use is null)
        {
            return null;
        }

        if (category == "Usage")
        {
            BilledTime.CheckPrice(cells, "BilledCost", seconds!.Value, amount!.Value, currency!);
        }

        var chargeClass = Known("ChargeClass");
        return !cells.AreRight ? null : new BillLine(
            cells.Line, use, month!.Value,
            $"{Known("InvoiceIssuerName") ?? Known("ProviderName") ?? ""} {account} {period}".Trim(),
            Known("InvoiceId"), currency!, seconds!.Value, amount!.Value,
            chargeClass is null ? $"FOCUS {category}" : $"FOCUS {category}, {chargeClass}");
    }

    /// <summary>What stands in a column; null where it is NULL.</summary>
    private string? Known(string column) =>
        cells.TextOrNull(column) is { } text && !text.Equals("null", StringComparison.OrdinalIgnoreCase) ? text : null;

    private YearMonth? Month()
    {
        var (start, end) = (
            cells.Moment("ChargePeriodStart", DateTimeZone.Utc), cells.Moment("ChargePeriodEnd", DateTimeZone.Utc));
        return start is null || end is null
            ? null
            : BilledMonth.Of(cells, "ChargePeriodEnd", start.Value, end.Value, declaration.Zone);
    }

    private decimal? CardSeconds(BilledUse use)
    {
        var isUnused = Known("CapacityReservationStatus") == "Unused" || Known("CommitmentDiscountStatus") == "Unused";
        var (column, unit) = ("ConsumedQuantity", "ConsumedUnit");
        if (Known(column) is null && isUnused)
        {
            (column, unit) = ("PricingQuantity", "PricingUnit"); // what was not consumed was priced all the same
        }

        if (Known(column) is null && (use.Cards == 0 || Known("ChargeClass") == "Correction"
            || (isUnused && Known("CommitmentDiscountCategory") == "Spend")))
        {
            return 0m; // a correction of money only, or a commitment of money that was not spent
        }

        if (Known(column) is null)
        {
            return cells.Refuse<decimal>(column, FilingRules.CellEmpty);
        }

        var quantity = cells.Exact(column, allowExponent: true);
        var seconds = BilledTime.CardSeconds(cells, column, quantity, Known(unit), use, declaration, Machines());
        return quantity is null ? null : seconds;
    }

    /// <summary>Where the type of the machine may stand: FOCUS has no column for it.</summary>
    private IEnumerable<string?> Machines()
    {
        yield return InstanceType();
        yield return Known("x_InstanceType");
        yield return Known("SkuMeter");
        yield return Known("SkuId");
        foreach (var word in (Known("ChargeDescription") ?? string.Empty).Split(' ', ',', '(', ')', '/'))
        {
            yield return word;
        }
    }

    /// <summary>InstanceType of SkuPriceDetails, a JSON object from FOCUS 1.1 on.</summary>
    private string? InstanceType()
    {
        try
        {
            using var details = JsonDocument.Parse(Known("SkuPriceDetails") ?? "{}");
            return details.RootElement.ValueKind == JsonValueKind.Object
                && (details.RootElement.TryGetProperty("InstanceType", out var type)
                    || details.RootElement.TryGetProperty("x_InstanceType", out type))
                && type.ValueKind == JsonValueKind.String
                    ? type.GetString()
                    : null;
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException)
        {
            return null; // vendors' own notes, which nothing depends on
        }
    }
}
