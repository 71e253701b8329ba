using NodaTime;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>One subject under surveillance: its rows, its rules, and how far it has been judged.</summary>
internal sealed class Case(string subject, IBook book)
{
    private readonly SortedDictionary<string, Track> tracks = new(StringComparer.Ordinal);

    public string Subject => subject;

    public IBook Book => book;

    public Timeline Timeline { get; } = new();

    /// <summary>Earliest day that anything asked for; days before it say nothing.</summary>
    public LocalDate? First { get; private set; }

    /// <summary>Last day that was judged; null while none was.</summary>
    public LocalDate? Last { get; set; }

    /// <summary>From this day on it was asked for and could not be judged yet.</summary>
    public LocalDate? Waiting { get; set; }

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

    /// <summary>The earliest day from which it must be judged, given that a day is asked for.</summary>
    public LocalDate Earliest(LocalDate asked)
    {
        First = LocalDate.Min(First ?? asked, asked);
        var day = LocalDate.Min(asked, Waiting ?? asked);
        return Last is { } last ? LocalDate.Min(day, last.PlusDays(1)) : day;
    }
}
