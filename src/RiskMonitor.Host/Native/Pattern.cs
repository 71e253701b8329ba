namespace RiskMonitor.Host.Native;

/// <summary>Patterns of a declaration, in which <c>*</c> stands for any run of characters and nothing else is special.
/// </summary>
public static class Pattern
{
    /// <summary>The first declared use that the row belongs to.</summary>
    /// <param name="cell">What stands in a column; null where there is no such column.</param>
    public static BilledUse? UseOf(Declaration declaration, Func<string, string?> cell) =>
        declaration.Bills?.FirstOrDefault(bill => bill.When.All(column =>
            cell(column.Key) is { } value && column.Value.Any(pattern => Fits(pattern, value))));

    public static DeviceGroup? GroupOf(Declaration declaration, string host) =>
        declaration.Devices?.FirstOrDefault(group => group.Hosts.Any(pattern => Fits(pattern, host)));

    public static bool Fits(string pattern, string text)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
        {
            return pattern == text;
        }

        if (text.Length < pieces[0].Length + pieces[^1].Length
            || !text.StartsWith(pieces[0], StringComparison.Ordinal)
            || !text.EndsWith(pieces[^1], StringComparison.Ordinal))
        {
            return false;
        }

        var (from, to) = (pieces[0].Length, text.Length - pieces[^1].Length);
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var at = text.AsSpan(from, to - from).IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            from += at + piece.Length;
        }

        return true;
    }
}
