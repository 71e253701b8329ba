using NodaTime;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Which subjects to look at when a day to come is closed.</summary>
internal sealed class Agenda
{
    private readonly SortedSet<(LocalDate Day, string Subject)> entries = new(Comparer<(LocalDate Day, string Subject)>
        .Create((left, right) => left.Day != right.Day
            ? left.Day.CompareTo(right.Day)
            : string.CompareOrdinal(left.Subject, right.Subject)));

    public void Add(LocalDate day, string subject) => entries.Add((day, subject));

    /// <summary>Takes off what is due, both days included, and whose turn it is.</summary>
    public IReadOnlyList<(LocalDate Day, string Subject)> Take(LocalDate from, LocalDate to, Func<string, bool> isDue)
    {
        List<(LocalDate Day, string Subject)> due = [];
        if (from <= to)
        {
            due.AddRange(entries.GetViewBetween((from, string.Empty), (to.PlusDays(1), string.Empty))
                .Where(entry => entry.Day <= to && isDue(entry.Subject)));
            entries.ExceptWith(due);
        }

        return due;
    }
}
