namespace RiskMonitor.Host.Native.LessorInvoice;

/// <summary>What a lessor's price is for one of.</summary>
internal enum Rented
{
    Server,
    Cabinet,
    Card,

    /// <summary>A petaflop per second of some precision.</summary>
    P,
}

/// <summary>The unit of a lessor's price: what is rented, and for how long.</summary>
/// <param name="Months">Months that the price is for; 0 where it is for an hour, and the quantity is of hours.</param>
internal sealed record InvoiceUnit(Rented What, int Months)
{
    public static readonly IReadOnlyDictionary<string, InvoiceUnit> ByName =
        new SortedDictionary<string, InvoiceUnit>(StringComparer.Ordinal)
        {
            ["台/月"] = new(Rented.Server, 1), ["server-month"] = new(Rented.Server, 1),
            ["台/年"] = new(Rented.Server, 12), ["server-year"] = new(Rented.Server, 12),
            ["台时"] = new(Rented.Server, 0), ["server-hour"] = new(Rented.Server, 0),
            ["机柜/月"] = new(Rented.Cabinet, 1), ["cabinet-month"] = new(Rented.Cabinet, 1),
            ["机柜/年"] = new(Rented.Cabinet, 12), ["cabinet-year"] = new(Rented.Cabinet, 12),
            ["卡/月"] = new(Rented.Card, 1), ["card-month"] = new(Rented.Card, 1),
            ["卡/年"] = new(Rented.Card, 12), ["card-year"] = new(Rented.Card, 12),
            ["卡时"] = new(Rented.Card, 0), ["card-hour"] = new(Rented.Card, 0),
            ["P/月"] = new(Rented.P, 1), ["P-month"] = new(Rented.P, 1),
            ["P/年"] = new(Rented.P, 12), ["P-year"] = new(Rented.P, 12),
        };

    /// <summary>Seconds of one of what is rented, in the month of the invoice or in the hour that is counted.</summary>
    public decimal Seconds => Months == 0 ? 3_600m : 3_600m * Bills.BilledUnit.HoursPerMonth;

    /// <summary>What a quantity comes to in the month of the invoice.</summary>
    public decimal Amount(decimal quantity, decimal unitPrice) => quantity * unitPrice / Math.Max(Months, 1);
}
