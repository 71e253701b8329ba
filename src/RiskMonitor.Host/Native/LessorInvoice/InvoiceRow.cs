using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Bills;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.LessorInvoice;

/// <summary>One row of a lessor's invoice: so many of something at a price, for one month of use.</summary>
internal sealed class InvoiceRow(NativeTableRow row, NativeCells cells, Declaration declaration)
{
    /// <summary>Amounts are printed with two decimals of their unit.</summary>
    private const decimal HalfOfLastPlace = 0.005m;

    private const int MostServers = 1_000;

    /// <summary>Null where the row is wrong.</summary>
    public BillLine? Line()
    {
        var use = BilledRow.UseOf(row, cells, declaration, "item");
        var (invoice, month, currency) = (cells.Text("invoice"), cells.Month("month"), cells.CurrencyOf("currency"));
        var (quantity, price, amount) = (
            cells.Exact("quantity"), cells.Exact("unit_price"), cells.Exact("net_amount"));
        var (unit, times) = (Unit(), AmountUnit());
        if (!cells.AreRight || use is null)
        {
            return null;
        }

        CheckAmount(unit!, quantity!.Value, price!.Value, amount!.Value);
        var seconds = cells.AreRight ? CardSeconds(use, unit!, quantity.Value) : null;
        var net = amount.Value * times!.Value;
        if (Math.Abs(net) >= ExactNumber.Limit)
        {
            cells.Refuse("net_amount", FilingRules.NativeValueImpossible);
        }

        if (seconds is { } known)
        {
            BilledTime.CheckPrice(cells, "net_amount", Math.Abs(known), Math.Abs(net), currency!);
        }

        return !cells.AreRight ? null : new BillLine(
            cells.Line, use, month!.Value, use.Payee.Value, invoice, currency!, seconds!.Value, net,
            "lessor's credit note");
    }

    private InvoiceUnit? Unit()
    {
        if (cells.Text("unit") is not { Length: > 0 } name)
        {
            return null;
        }

        if (InvoiceUnit.ByName.TryGetValue(name, out var unit))
        {
            return unit;
        }

        cells.Refuse(
            "unit", FilingRules.NativeUnitUnknown, $"A unit is one of {string.Join(", ", InvoiceUnit.ByName.Keys)}.");
        return null;
    }

    private decimal? AmountUnit() => row["amount_unit"] switch
    {
        "1" or "元" => 1m,
        "10000" or "万元" => 10_000m,
        _ => cells.Refuse<decimal>(
            "amount_unit", FilingRules.NativeUnitUnknown, "Prices and amounts are in 元 (1) or 万元 (10000)."),
    };

    /// <summary>Quantity times price is the amount, and not a twelfth or the twelvefold of it.</summary>
    private void CheckAmount(InvoiceUnit unit, decimal quantity, decimal price, decimal amount)
    {
        if (Math.Abs(quantity) * Math.Abs(price) >= ExactNumber.Limit)
        {
            cells.Refuse("unit_price", FilingRules.NativeValueImpossible);
            return;
        }

        var expected = unit.Amount(quantity, price);
        if (Math.Abs(expected - amount) <= HalfOfLastPlace)
        {
            return;
        }

        var hint = Math.Abs((expected * 12m) - amount) <= HalfOfLastPlace ? ": this is the amount of a year"
            : Math.Abs((expected / 12m) - amount) <= HalfOfLastPlace ? ": the price is that of a year"
            : string.Empty;
        cells.Refuse(
            "net_amount", FilingRules.NativeValueImpossible,
            $"Quantity and price come to {CanonicalDecimal.Write(Math.Round(expected, 2))} for the month{hint}.");
    }

    private decimal? CardSeconds(BilledUse use, InvoiceUnit unit, decimal quantity)
    {
        if (use.Cards == 0)
        {
            return 0m;
        }

        var cards = unit.What switch
        {
            Rented.Card => 1m,
            Rented.Server => CardsPerServer(use),
            Rented.Cabinet => CardsPerServer(use) * ServersPerCabinet(),
            _ => null,
        };
        var seconds = unit.What == Rented.P
            ? CardsOfP(quantity) * unit.Seconds
            : quantity * cards * unit.Seconds;
        if (seconds is { } known && Math.Abs(known) >= ExactNumber.Limit)
        {
            cells.Refuse("quantity", FilingRules.NativeValueImpossible);
        }

        return seconds is { } exact ? ExactNumber.Filed(Math.Abs(exact)) * Math.Sign(exact) : null;
    }

    private decimal? CardsPerServer(BilledUse use)
    {
        var machine = cells.TextOrNull("machine");
        if (machine is not null && declaration.CardsPerMachine?.TryGetValue(machine, out var cards) == true)
        {
            return cards;
        }

        return use.Cards ?? cells.Refuse<decimal>(
            "machine", FilingRules.NativeUndeclared,
            $"How many cards a server has stands in cardsPerMachine, or in cards of the use. {Declaration.Asked}");
    }

    private decimal? ServersPerCabinet() => cells.TextOrNull("servers_per_cabinet") is null
        ? cells.Refuse<decimal>(
            "servers_per_cabinet", FilingRules.NativeUnitUnknown, "A cabinet holds as many servers as are declared.")
        : cells.Count("servers_per_cabinet") is { } servers and > 0 and <= MostServers
            ? servers
            : cells.Refuse<decimal>("servers_per_cabinet", FilingRules.NativeValueImpossible);

    private decimal? CardsOfP(decimal quantity)
    {
        var (precision, chip) = (cells.TextOrNull("precision"), cells.TextOrNull("chip"));
        if (chip is not null && ComputeRate.Of(chip)?.Cards(quantity, precision) is { } cards)
        {
            return cards;
        }

        cells.Refuse(
            precision is null ? "precision" : "chip", FilingRules.NativeUnitUnknown,
            $"P is nothing without a precision (bf16-dense, fp16-dense, fp8-dense) and a chip. "
            + $"{CanonicalDecimal.Write(quantity)} P could be {ComputeRate.Readings(Math.Abs(quantity))}.");
        return null;
    }
}
