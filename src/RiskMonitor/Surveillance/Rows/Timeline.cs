using NodaTime;

namespace RiskMonitor.Surveillance.Rows;

/// <summary>What a reader of the rows written so far sees on each day: the hash of it from each row's day on.</summary>
internal sealed class Timeline
{
    private readonly List<Row> rows = [];

    /// <summary>Days on which a row stands, of which each takes 24 bytes.</summary>
    public int Count => rows.Count;

    /// <summary>What is shown of the last judged day; zero for nothing.</summary>
    public UInt128 Last => rows.Count > 0 ? rows[^1].Content : UInt128.Zero;

    /// <summary>
    /// Takes in the contents of all days from <paramref name="from"/> to the last judged one; zero is nothing at all.
    /// Days for which a row must be written now are added to <paramref name="write"/> as offsets.
    /// </summary>
    /// <remarks>
    /// A day that has a row needs another when its content is not that of the row; any other day needs one when its
    /// content is not that of the day before, and at the end of a month.
    /// </remarks>
    public void Judge(LocalDate from, ReadOnlySpan<UInt128> contents, List<int> write)
    {
        var first = IndexFrom(from);
        var next = first;
        var tail = new List<Row>(contents.Length);
        var shown = first > 0 ? rows[first - 1].Content : UInt128.Zero;
        for (var offset = 0; offset < contents.Length; offset++)
        {
            var (day, content) = (from.PlusDays(offset), contents[offset]);
            var stands = next < rows.Count && rows[next].Day == day;
            if (stands ? rows[next].Content != content : content != shown || (content != 0 && IsMonthEnd(day)))
            {
                write.Add(offset);
                tail.Add(new Row(day, content));
            }
            else if (stands)
            {
                tail.Add(new Row(day, content));
            }

            next += stands ? 1 : 0;
            shown = content;
        }

        if (write.Count > 0)
        {
            rows.RemoveRange(first, next - first);
            Reserve(rows.Count + tail.Count);
            rows.InsertRange(first, tail);
        }
    }

    /// <summary>There is a timeline for each subject, so that room for twice as many rows would be much.</summary>
    private void Reserve(int count)
    {
        if (rows.Capacity < count)
        {
            rows.Capacity = count + (count / 8) + 1;
        }
    }

    private static bool IsMonthEnd(LocalDate day) => day.Day == day.Calendar.GetDaysInMonth(day.Year, day.Month);

    private int IndexFrom(LocalDate day)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = rows[middle].Day < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The content in two halves: a whole one would be aligned, and take eight bytes more.</summary>
    private readonly struct Row(LocalDate day, UInt128 content)
    {
        private readonly ulong high = (ulong)(content >> 64);
        private readonly ulong low = (ulong)content;

        public LocalDate Day { get; } = day;

        public UInt128 Content => new(high, low);
    }
}
