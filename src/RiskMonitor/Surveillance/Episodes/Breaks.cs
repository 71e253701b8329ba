using NodaTime;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>On which judged days the computation for one subject broke off, and where.</summary>
internal sealed class Breaks
{
    private readonly SortedSet<(LocalDate Day, string What)> all = [];

    /// <summary>Nothing broke off, and nothing had when that was last asked.</summary>
    public bool IsQuiet => all.Count == 0 && !WasAny;

    /// <summary>Something had broken off when the findings were last told.</summary>
    public bool WasAny { get; set; }

    /// <summary>What broke off, each with its first day, in the order of the words.</summary>
    public IReadOnlyList<(string What, LocalDate Day)> First => [.. all.GroupBy(item => item.What)
        .Select(days => (What: days.Key, days.Min(item => item.Day)))
        .OrderBy(item => item.What, StringComparer.Ordinal)];

    public void At(LocalDate day, string what) => all.Add((day, what));

    /// <summary>Days from this one on are judged anew.</summary>
    public void Forget(LocalDate from) => all.RemoveWhere(item => item.Day >= from);
}
