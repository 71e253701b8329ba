using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>What was said of one rule and subject. It can be added to, restated and withdrawn, never unsaid.</summary>
internal sealed class Docket
{
    private readonly List<Said> said = [];

    /// <summary>What stands; at most one does.</summary>
    public Said? Standing => said.Find(item => item.Stands);

    /// <summary>Days after the last judged one, in which nothing earlier changed.</summary>
    public List<Ruling> Append(IReadOnlyList<Turn> turns) => [.. turns.Select(turn => turn.Kind switch
    {
        TurnKind.Raised => Raise(turn.HoldsFrom, new Level(turn.Day, turn.Severity), said.LastOrDefault()),
        TurnKind.SeverityChanged => Change(Standing!, new Level(turn.Day, turn.Severity)),
        _ => Clear(Standing!, turn.Day),
    })];

    /// <summary>
    /// The episodes as they are known now. What was said of none of them is withdrawn, what was not yet said is said.
    /// </summary>
    /// <param name="before">Last day that had been judged before.</param>
    /// <param name="last">Last day that is judged now.</param>
    public List<Ruling> Restate(IReadOnlyList<Episode> episodes, LocalDate before, LocalDate last)
    {
        var kept = said.Where(item => !item.Withdrawn)
            .OrderBy(item => item.Raised).ThenBy(item => item.Number)
            .ToLookup(item => Counterpart(item, episodes, before, last));
        var rulings = kept[-1].Select(Withdraw).ToList();
        for (var index = 0; index < episodes.Count; index++)
        {
            rulings.AddRange(Settle(episodes[index], [.. kept[index]], before));
        }

        return rulings;
    }

    /// <summary>The episode that shares most days with what was said, the earliest of several; -1 for none.</summary>
    private static int Counterpart(Said item, IReadOnlyList<Episode> episodes, LocalDate before, LocalDate last)
    {
        var (best, most) = (-1, 0);
        for (var index = 0; index < episodes.Count; index++)
        {
            var from = LocalDate.Max(item.Raised, episodes[index].Raised);
            var to = LocalDate.Min(item.Cleared ?? before.PlusDays(1), episodes[index].Cleared ?? last.PlusDays(1));
            var shared = Period.DaysBetween(from, to);
            (best, most) = shared > most ? (index, shared) : (best, most);
        }

        return best;
    }

    private IEnumerable<Ruling> Settle(Episode episode, IReadOnlyList<Said> kept, LocalDate before) =>
        kept.Count == 0 ? Tell(episode, episode.Raised, said.LastOrDefault())
        : kept.FirstOrDefault(item => item.Stands) is { } standing ? Follow(standing, episode, before)
        : Reconcile(kept.MaxBy(item => item.Cleared)!, episode);

    /// <summary>An episode of which nothing was said yet, from this day on.</summary>
    private IEnumerable<Ruling> Tell(Episode episode, LocalDate from, Said? previous)
    {
        yield return Raise(episode.HoldsFrom, episode.At(from) with { Day = from }, previous);
        foreach (var ruling in Continue(said[^1], episode, from))
        {
            yield return ruling;
        }
    }

    private static IEnumerable<Ruling> Follow(Said standing, Episode episode, LocalDate before)
    {
        var over = episode.Cleared <= before; // of what is over, only the end is worth a word
        var until = over ? episode.Cleared!.Value : before;
        var level = episode.At(until);
        if (!over && level.Severity != standing.Severity)
        {
            yield return Change(standing, level);
        }

        foreach (var ruling in Continue(standing, episode, until))
        {
            yield return ruling;
        }
    }

    private static IEnumerable<Ruling> Continue(Said item, Episode episode, LocalDate after)
    {
        foreach (var level in episode.Levels.Where(level => level.Day > after))
        {
            yield return Change(item, level);
        }

        if (episode.Cleared is { } day)
        {
            yield return Clear(item, day);
        }
    }

    /// <summary>It had been cleared: on another day than was said, or, as is known now, not at all.</summary>
    private IEnumerable<Ruling> Reconcile(Said cleared, Episode episode) =>
        episode.Cleared is not { } day ? Tell(episode, cleared.Cleared!.Value, cleared)
        : day == cleared.Cleared ? []
        : [Clear(cleared, day)];

    private Ruling Raise(LocalDate holdsFrom, Level level, Said? previous)
    {
        var item = new Said(said.Count + 1, holdsFrom, level.Day) { Severity = level.Severity };
        said.Add(item);
        return new Ruling(RulingKind.Raised, item, level.Day, previous);
    }

    private static Ruling Change(Said item, Level level)
    {
        item.Severity = level.Severity;
        return new Ruling(RulingKind.SeverityChanged, item, level.Day);
    }

    private static Ruling Clear(Said item, LocalDate day)
    {
        item.Cleared = day;
        return new Ruling(RulingKind.Cleared, item, day);
    }

    private static Ruling Withdraw(Said item)
    {
        item.Withdrawn = true;
        return new Ruling(RulingKind.Withdrawn, item, item.Raised);
    }

    /// <summary>One alert or notice as it was said.</summary>
    internal sealed class Said(int number, LocalDate holdsFrom, LocalDate raised)
    {
        public int Number { get; } = number;

        public LocalDate HoldsFrom { get; } = holdsFrom;

        public LocalDate Raised { get; } = raised;

        public Severity Severity { get; set; }

        public LocalDate? Cleared { get; set; }

        public bool Withdrawn { get; set; }

        public bool Stands => !Withdrawn && Cleared is null;
    }
}

/// <summary>One thing to be said.</summary>
internal sealed record Ruling(RulingKind Kind, Docket.Said Item, LocalDate Day, Docket.Said? Previous = null)
{
    /// <summary>As it is from this ruling on; taken down at once, since the item goes on changing.</summary>
    public Severity Severity { get; } = Item.Severity;

    /// <summary>As it is from this ruling on.</summary>
    public LocalDate? Cleared { get; } = Item.Cleared;
}

internal enum RulingKind
{
    Raised,
    SeverityChanged,
    Cleared,
    Withdrawn,
}
