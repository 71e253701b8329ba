namespace RiskMonitor.Host.Native.Bills;

/// <summary>The lines of one bill for one pool and month that point the same way: charged, or taken back.</summary>
/// <param name="first">Any of them: all say the same of bill, use and month.</param>
internal sealed class BillSum(BillLine first, bool isCredit)
{
    public BillLine About => first;

    public bool IsCredit => isCredit;

    /// <summary>The first line of the file, whatever order the lines come in.</summary>
    public int Line { get; private set; } = first.Line;

    public decimal CardSeconds { get; private set; }

    public decimal Amount { get; private set; }

    /// <summary>Whether the sums are still exact and can be filed.</summary>
    public bool IsWithinBounds { get; private set; } = true;

    public void Add(int line, decimal cardSeconds, decimal amount)
    {
        Line = Math.Min(Line, line);
        if (IsWithinBounds)
        {
            CardSeconds += cardSeconds;
            Amount += amount;
            IsWithinBounds = CardSeconds < ExactNumber.Limit && Amount < ExactNumber.Limit;
        }
    }
}
