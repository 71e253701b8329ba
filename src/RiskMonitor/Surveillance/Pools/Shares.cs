namespace RiskMonitor.Surveillance.Pools;

/// <summary>Splits an amount so that the parts add up to it exactly: by largest remainder.</summary>
/// <remarks>
/// Parts are whole minor units but for what the amount has beyond them, which stays with the first of the largest
/// parts. Of equal remainders the earlier part is served first. A negative amount is split as its opposite.
/// </remarks>
public static class Shares
{
    /// <param name="weights">Not negative. Where all are zero the parts are equal.</param>
    public static decimal[] Split(decimal amount, ReadOnlySpan<decimal> weights, int digits = 2)
    {
        var parts = new decimal[weights.Length];
        if (weights.Length == 1)
        {
            parts[0] = amount;
            return parts;
        }

        var sign = amount < 0m ? -1m : 1m;
        var whole = decimal.Round(Math.Abs(amount), digits, MidpointRounding.ToZero);
        var total = 0m;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var unit = 1m;
        for (var digit = 0; digit < digits; digit++)
        {
            unit /= 10m;
        }

        var remainders = new decimal[weights.Length];
        var given = 0m;
        for (var index = 0; index < parts.Length; index++)
        {
            var exact = total == 0m ? whole / parts.Length : whole * (weights[index] / total);
            parts[index] = decimal.Round(exact, digits, MidpointRounding.ToZero);
            remainders[index] = exact - parts[index];
            given += parts[index];
        }

        for (; given < whole; given += unit)
        {
            var next = IndexOfLargest(remainders);
            parts[next] += unit;
            remainders[next] = -1m;
        }

        for (; given > whole; given -= unit)
        {
            parts[IndexOfLargest(parts)] -= unit; // a quotient of 28 digits was rounded up
        }

        parts[IndexOfLargest(parts)] += Math.Abs(amount) - whole;
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] *= sign;
        }

        return parts;
    }

    private static int IndexOfLargest(decimal[] numbers)
    {
        var largest = 0;
        for (var index = 1; index < numbers.Length; index++)
        {
            largest = numbers[index] > numbers[largest] ? index : largest;
        }

        return largest;
    }
}
