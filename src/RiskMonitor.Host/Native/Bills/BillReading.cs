namespace RiskMonitor.Host.Native.Bills;

/// <summary>What all bills have in common: rows that are wrong are named as they come, and the rest is summed.
/// </summary>
internal static class BillReading
{
    /// <param name="line">The line of a row; null where the cells say what is wrong, or where it is left out.</param>
    public static IEnumerable<NativeRow> Read(
        BillSums sums,
        IEnumerable<(NativeTableRow? Row, NativeRow? Wrong)> rows,
        Func<NativeTableRow, NativeCells, BillLine?> line)
    {
        foreach (var (row, wrong) in rows)
        {
            if (wrong is not null)
            {
                yield return wrong;
                continue;
            }

            var cells = new NativeCells(row!);
            var read = line(row!, cells);
            if (!cells.AreRight)
            {
                yield return cells.Refused();
            }
            else if (read is not null)
            {
                sums.Add(read);
            }
        }

        foreach (var row in sums.Rows())
        {
            yield return row;
        }
    }
}
