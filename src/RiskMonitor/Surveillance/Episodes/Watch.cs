using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>What is remembered of one rule and subject from one closed day to the next.</summary>
/// <remarks>An inconclusive day neither raises, nor clears, nor advances, nor resets.</remarks>
internal struct Watch
{
    private LocalDate holdsFrom;
    private int counted;
    private bool standing;
    private Severity severity;

    public readonly bool IsCounting => counted > 0;

    /// <summary>Days that are alike, both ends included; what they brought about is added to the turns.</summary>
    public void Feed(LocalDate first, LocalDate last, Mark mark, List<Turn> turns)
    {
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            if (standing)
            {
                if (mark.Standing != Word.Clear)
                {
                    Keep(day, mark, turns);
                    return;
                }

                (standing, counted) = (false, 0);
                turns.Add(new Turn(TurnKind.Cleared, day, day, severity));
            }
            else if (mark.Raising != Word.Breach)
            {
                counted = mark.Raising == Word.Clear ? 0 : counted;
                return;
            }
            else if (!Count(ref day, last, mark, turns))
            {
                return;
            }
        }
    }

    private void Keep(LocalDate day, Mark mark, List<Turn> turns)
    {
        if (mark.Standing == Word.Breach && mark.Severity != severity)
        {
            severity = mark.Severity;
            turns.Add(new Turn(TurnKind.SeverityChanged, day, holdsFrom, severity));
        }
    }

    /// <summary>Counts the days of breach; when enough are counted, the day is the one that completed them.</summary>
    private bool Count(ref LocalDate day, LocalDate last, Mark mark, List<Turn> turns)
    {
        holdsFrom = counted == 0 ? day : holdsFrom;
        var there = Period.DaysBetween(day, last) + 1;
        var needed = Math.Max(1, mark.Persistence - counted);
        if (there < needed)
        {
            counted += there;
            return false;
        }

        day = day.PlusDays(needed - 1);
        (standing, severity, counted) = (true, mark.Severity, 0);
        turns.Add(new Turn(TurnKind.Raised, day, holdsFrom, severity));
        return true;
    }
}

/// <summary>What a day brought about.</summary>
internal readonly record struct Turn(TurnKind Kind, LocalDate Day, LocalDate HoldsFrom, Severity Severity);

internal enum TurnKind
{
    Raised,
    SeverityChanged,
    Cleared,
}
