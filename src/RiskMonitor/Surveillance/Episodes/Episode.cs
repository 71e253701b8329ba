using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>One stretch of days on which the condition stood, by what is known now.</summary>
/// <param name="Cleared">The day on which it was over; null while it stands.</param>
/// <param name="Levels">Severity from each of these days on; the first is the day on which it was raised.</param>
internal sealed record Episode(LocalDate HoldsFrom, LocalDate? Cleared, IReadOnlyList<Level> Levels)
{
    public LocalDate Raised => Levels[0].Day;

    /// <summary>The level that held at the end of this day, which is not before the day of raising.</summary>
    public Level At(LocalDate day) => Levels.Last(level => level.Day <= day);

    public static List<Episode> From(IEnumerable<Turn> turns)
    {
        var episodes = new List<Episode>();
        var levels = new List<Level>();
        var holdsFrom = default(LocalDate);
        foreach (var turn in turns)
        {
            if (turn.Kind == TurnKind.Cleared)
            {
                episodes.Add(new Episode(holdsFrom, turn.Day, levels));
                levels = [];
                continue;
            }

            holdsFrom = turn.HoldsFrom;
            levels.Add(new Level(turn.Day, turn.Severity));
        }

        if (levels.Count > 0)
        {
            episodes.Add(new Episode(holdsFrom, Cleared: null, levels));
        }

        return episodes;
    }
}

internal readonly record struct Level(LocalDate Day, Severity Severity);
