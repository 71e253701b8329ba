namespace RiskMonitor.Host.Ledger;

/// <summary>An event that was found committed and without a position.</summary>
/// <param name="Sequence">Drawn before the commit, so it orders nothing by itself.</param>
/// <param name="Transaction">The row's <c>xmin</c>.</param>
internal readonly record struct Unsealed(long Sequence, uint Transaction);

/// <summary>
/// Orders the events of one snapshot: the events of a transaction stand together, transactions follow each other by
/// the last sequence number that each of them drew.
/// </summary>
/// <remarks>
/// That keeps every stream in the order of its versions. A writer draws a number for a stream after the writer before
/// it on that stream has committed, so the last number of the later transaction is above all of the earlier one.
/// </remarks>
internal static class SealOrder
{
    public static void Sort(List<Unsealed> events)
    {
        var last = new Dictionary<uint, long>();
        foreach (var (sequence, transaction) in events)
        {
            if (!last.TryGetValue(transaction, out var highest) || highest < sequence)
                last[transaction] = sequence;
        }

        if (last.Count > 1)
            events.Sort((a, b) => (last[a.Transaction], a.Sequence).CompareTo((last[b.Transaction], b.Sequence)));
    }
}
