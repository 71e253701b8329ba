using NodaTime;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>One rule on one subject: its marks as runs of days that are alike, and what was said of them.</summary>
internal sealed class Track(string rule)
{
    private readonly List<Run> runs = [];
    private Watch watch;
    private LocalDate? last;

    public string Rule => rule;

    public Docket Docket { get; } = new();

    /// <summary>The mark of the last judged day.</summary>
    public Mark Last => runs.Count > 0 ? runs[^1].Mark : default;

    /// <summary>Whether the days that pass may raise it by themselves.</summary>
    public bool IsCounting => watch.IsCounting;

    /// <summary>Runs kept, of which each takes sixteen bytes.</summary>
    public int Runs => runs.Count;

    /// <summary>
    /// Takes in the marks of the days from <paramref name="from"/> on, without a hole and up to the last judged day
    /// or further; says what follows.
    /// </summary>
    /// <param name="stood">Last day over which what was said stood, judged or not; null while nothing was.</param>
    public List<Ruling> Judge(LocalDate from, ReadOnlySpan<Mark> marks, LocalDate? stood)
    {
        var until = from.PlusDays(marks.Length - 1);
        var before = last is null ? null : stood;
        var seen = before is { } day && day >= from ? Period.DaysBetween(from, day) + 1 : 0;
        last = until;
        if (Unchanged(from, marks[..seen]))
        {
            var turns = new List<Turn>();
            Append(from.PlusDays(seen), until, marks[seen..], turns);
            return turns.Count == 0 ? [] : Docket.Append(turns);
        }

        runs.RemoveRange(IndexFrom(from), runs.Count - IndexFrom(from));
        Write(from, marks);
        return Docket.Restate(Retell(until), before!.Value, until);
    }

    private void Append(LocalDate from, LocalDate until, ReadOnlySpan<Mark> marks, List<Turn> turns)
    {
        var first = runs.Count;
        Write(from, marks);
        if (marks.Length == 0)
        {
            return;
        }

        if (first == runs.Count || runs[first].From != from)
        {
            var end = first < runs.Count ? runs[first].From.PlusDays(-1) : until;
            watch.Feed(from, end, runs[first - 1].Mark, turns); // the run before goes on
        }

        for (var index = first; index < runs.Count; index++)
        {
            watch.Feed(runs[index].From, EndOf(index, until), runs[index].Mark, turns);
        }
    }

    /// <summary>All episodes from the first day on: the watch starts over and ends where it stands now.</summary>
    private List<Episode> Retell(LocalDate until)
    {
        watch = default;
        var turns = new List<Turn>();
        for (var index = 0; index < runs.Count; index++)
        {
            watch.Feed(runs[index].From, EndOf(index, until), runs[index].Mark, turns);
        }

        return Episode.From(turns);
    }

    private LocalDate EndOf(int index, LocalDate until) =>
        index + 1 < runs.Count ? runs[index + 1].From.PlusDays(-1) : until;

    private void Write(LocalDate from, ReadOnlySpan<Mark> marks)
    {
        for (var index = 0; index < marks.Length; index++)
        {
            if (runs.Count == 0 || runs[^1].Mark != marks[index])
            {
                runs.Add(new Run(from.PlusDays(index), marks[index]));
            }
        }
    }

    private bool Unchanged(LocalDate from, ReadOnlySpan<Mark> marks)
    {
        if (marks.Length == 0)
        {
            return true;
        }

        var run = IndexFrom(from);
        run = run < runs.Count && runs[run].From == from ? run : run - 1;
        if (run < 0)
        {
            return false; // it begins earlier than was known
        }

        for (var index = 0; index < marks.Length; index++)
        {
            run += run + 1 < runs.Count && runs[run + 1].From <= from.PlusDays(index) ? 1 : 0;
            if (runs[run].Mark != marks[index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Index of the first run that begins on this day or later.</summary>
    private int IndexFrom(LocalDate day)
    {
        var (low, high) = (0, runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = runs[middle].From < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
