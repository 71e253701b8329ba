using RiskMonitor.Filing;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.Bills;

/// <summary>From a quantity and its unit to seconds of cards; what cannot be told is refused.</summary>
internal static class BilledTime
{
    /// <summary>
    /// No card is rented by the hour for more. A price of a whole machine of eight (40 to 100 dollars an hour) that
    /// is taken for one of a card lies above, and so does a price of a year taken for one of a month.
    /// </summary>
    private static readonly Dictionary<string, decimal> DearestCardHour =
        new(StringComparer.Ordinal) { ["USD"] = 25m, ["EUR"] = 25m, ["CNY"] = 180m };

    /// <param name="quantity">Null where it cannot be read: then only the unit and the machine are looked at.</param>
    /// <param name="machines">Names under which the machine may be declared; the first that is counts.</param>
    /// <returns>Null where something is wrong, which the cells then say.</returns>
    public static decimal? CardSeconds(
        NativeCells cells,
        string column,
        decimal? quantity,
        string? unit,
        BilledUse use,
        Declaration declaration,
        IEnumerable<string?> machines)
    {
        if (quantity == 0m || use.Cards == 0)
        {
            return 0m;
        }

        if (BilledUnit.Of(unit) is not { } known)
        {
            cells.Refuse(
                column, FilingRules.NativeUnitUnknown,
                $"{unit ?? "No unit"} is no time of machines or cards; where it is something else that is billed, "
                + "as storage, its use is declared with cards 0.");
            return null;
        }

        if (known.OfCards)
        {
            return Bounded(cells, column, (quantity ?? 0m) * known.Seconds);
        }

        if (CardsOf(machines, declaration) is not { } cards)
        {
            if (use.Cards is not { } declared)
            {
                cells.Refuse(
                    column, FilingRules.NativeUndeclared,
                    $"How many cards {machines.FirstOrDefault(name => name is not null) ?? "the machine"} has "
                    + $"stands in cardsPerMachine, or in cards of the use. {Declaration.Asked}");
                return null;
            }

            cards = declared;
        }

        return Bounded(cells, column, (quantity ?? 0m) * cards * known.Seconds);
    }

    /// <summary>Refuses what a card cannot cost: instance taken for card, or year for month.</summary>
    public static void CheckPrice(
        NativeCells cells, string column, decimal cardSeconds, decimal amount, Currency currency)
    {
        if (cardSeconds > 0m && DearestCardHour.TryGetValue(currency.Value, out var dearest)
            && amount * 3_600m > dearest * cardSeconds)
        {
            var price = cardSeconds < 1m
                ? "This"
                : $"{CanonicalDecimal.Write(Math.Round(amount * 3_600m / cardSeconds, 2))} {currency}";
            cells.Refuse(
                column, FilingRules.NativeValueImpossible,
                $"{price} is no price of an hour of one card: the machine has more cards than declared, or the amount "
                + "is of a longer time.");
        }
    }

    private static int? CardsOf(IEnumerable<string?> machines, Declaration declaration)
    {
        foreach (var name in machines)
        {
            if (name is not null && declaration.CardsPerMachine?.TryGetValue(name, out var cards) == true)
            {
                return cards;
            }
        }

        return null;
    }

    private static decimal? Bounded(NativeCells cells, string column, decimal seconds)
    {
        if (Math.Abs(seconds) < ExactNumber.Limit)
        {
            return seconds;
        }

        cells.Refuse(column, FilingRules.NativeValueImpossible, "This is more than 31,000 years of one card.");
        return null;
    }
}
