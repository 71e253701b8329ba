using NodaTime;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>One subject under surveillance: its rows, its rules, and how far it has been judged.</summary>
internal sealed class Case(string subject, IBook book)
{
    private readonly SortedSet<LocalDate> waiting = [];
    private readonly SortedDictionary<string, Track> tracks = new(StringComparer.Ordinal);
    private LocalDate? unasked;

    public string Subject => subject;

    public IBook Book => book;

    public Timeline Timeline { get; } = new();

    /// <summary>Earliest day that anything asked for; days before it say nothing.</summary>
    public LocalDate? First { get; private set; }

    /// <summary>Last day that was judged; null while none was.</summary>
    public LocalDate? Last { get; set; }

    /// <summary>Last closed day over which what was said stood: the last judged one, or a later one unasked.</summary>
    public LocalDate? Stood => Last is { } last ? LocalDate.Max(last, unasked ?? last) : null;

    /// <summary>The first of the days that were asked for and could not be judged yet.</summary>
    public LocalDate? Waiting => waiting.Count > 0 ? waiting.Min : null;

    public Breaks Breaks { get; } = new();

    /// <summary>From this day on a fact about it could not be taken in, for this reason.</summary>
    private (LocalDate From, string Why)? gap;

    public void Lacks(LocalDate day, string why) =>
        gap = gap is { } known && known.From <= day ? known : (day, why);

    /// <summary>Why nothing can be computed on that day; null where nothing stands against it.</summary>
    public string? Lacking(LocalDate day) => gap is { } known && known.From <= day ? known.Why : null;

    /// <summary>The last thing that was said, by which what is no longer said is scoped.</summary>
    public Assessment? Scope { get; set; }

    /// <summary>In the order of the rules.</summary>
    public IEnumerable<Track> Tracks => tracks.Values;

    public Track? Find(string rule) => tracks.GetValueOrDefault(rule);

    public Track Open(string rule)
    {
        var track = new Track(rule);
        tracks.Add(rule, track);
        return track;
    }

    /// <summary>From which day it is judged when days are closed and nobody asks for it.</summary>
    private LocalDate? Next => Last is not { } last ? null
        : book.ChangesDaily || tracks.Values.Any(track => track.IsCounting) ? last.PlusDays(1)
        : last.PlusDays(1).With(DateAdjusters.EndOfMonth);

    /// <summary>Whether something is to be judged when this day and those before it are closed.</summary>
    public bool IsDue(LocalDate closed) => Last is null || Waiting <= closed || Next <= closed;

    /// <summary>The day from which it must be judged when it is due.</summary>
    /// <param name="opened">First of the days that are closed now.</param>
    public LocalDate Due(LocalDate opened) => (Waiting, Next) switch
    {
        ({ } waits, { } next) => LocalDate.Min(waits, next),
        var (waits, next) => waits ?? next ?? opened,
    };

    /// <summary>The earliest day from which it must be judged, given that a day is asked for.</summary>
    public LocalDate Earliest(LocalDate asked)
    {
        First = LocalDate.Min(First ?? asked, asked);
        return Last is { } last ? LocalDate.Min(asked, last.PlusDays(1)) : asked;
    }

    /// <summary>Days up to this one were closed, and nothing was due.</summary>
    public void Pass(LocalDate closed) => unasked = closed;

    public void Wait(LocalDate day) => waiting.Add(day);

    /// <summary>Nothing up to this day waits any more; a day that was asked for and lies after it does.</summary>
    public void Judged(LocalDate asked, LocalDate until)
    {
        if (Waiting <= until)
        {
            waiting.RemoveWhere(day => day <= until);
        }

        if (asked > until && (Last is null || !book.ChangesDaily))
        {
            waiting.Add(asked);
        }
    }

    /// <summary>How many of the days need not be judged, because what was said last stands over them.</summary>
    public int Standing(LocalDate asked, LocalDate from, LocalDate until) =>
        book.ChangesDaily || Last is null || from != Last.Value.PlusDays(1)
            ? 0
            : Math.Clamp(Period.DaysBetween(from, asked), 0, Period.DaysBetween(from, until));
}
