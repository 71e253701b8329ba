using NodaTime;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>Which findings are open, and the rows that one event adds to them.</summary>
internal sealed class FindingLog(Scopes scopes)
{
    private readonly SortedDictionary<string, FindingRow> open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> bySubject = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FindingRow?> before = new(StringComparer.Ordinal);
    private readonly List<FindingRow> once = [];

    /// <summary>Whether this event has touched no finding.</summary>
    public bool IsQuiet => before.Count == 0 && once.Count == 0;

    public bool HasAny(string rule, string subject) =>
        bySubject.TryGetValue(Key(rule, subject), out var details) && details.Count > 0;

    /// <summary>A matter that cannot be mended: it is said once and never ends.</summary>
    public void Say(string rule, string subject, string detail, LocalDate day, string? source) =>
        once.Add(Row(rule, subject, detail, day, source, scopes.Of(subject)));

    /// <summary>Does nothing while the finding is open already: it keeps its first day.</summary>
    public void Open(string rule, string subject, string detail, LocalDate day, string? source, Scope? scope = null)
    {
        var key = Key(rule, subject, detail);
        if (open.ContainsKey(key))
        {
            return;
        }

        before.TryAdd(key, null);
        open.Add(key, Row(rule, subject, detail, day, source, scope ?? scopes.Of(subject)));
        var about = Key(rule, subject);
        if (!bySubject.TryGetValue(about, out var details))
        {
            bySubject.Add(about, details = new SortedSet<string>(StringComparer.Ordinal));
        }

        details.Add(detail);
    }

    public void Close(string rule, string subject, string detail)
    {
        var key = Key(rule, subject, detail);
        if (open.Remove(key, out var row))
        {
            before.TryAdd(key, row);
            bySubject[Key(rule, subject)].Remove(detail);
        }
    }

    /// <summary>These and no others are open from now on, of this rule and subject.</summary>
    public void Set(
        string rule,
        string subject,
        IReadOnlyCollection<(string Detail, LocalDate Day)> found,
        string? source = null,
        Scope? scope = null)
    {
        if (bySubject.TryGetValue(Key(rule, subject), out var details))
        {
            foreach (var detail in details.Where(detail => found.All(item => item.Detail != detail)).ToList())
            {
                Close(rule, subject, detail);
            }
        }

        foreach (var (detail, day) in found)
        {
            Open(rule, subject, detail, day, source, scope);
        }
    }

    /// <summary>The rows of this event, in the order of rule, subject and detail.</summary>
    public IReadOnlyList<FindingRow> Settle(SealedFact cause)
    {
        var rows = new List<FindingRow>(once);
        foreach (var (key, was) in before)
        {
            var now = open.GetValueOrDefault(key);
            if (was is null != now is null)
            {
                rows.Add(now ?? was! with { IsOpen = false });
            }
        }

        once.Clear();
        before.Clear();
        return [.. rows.Select(row => row with { Ordinal = cause.Ordinal, Position = cause.Position })];
    }

    private static FindingRow Row(
        string rule, string subject, string detail, LocalDate day, string? source, Scope scope) => new(
        rule, subject, detail, day, IsOpen: true, scope.Parties, Ordinal: 0, Position: 0, source, scope.Jurisdiction);

    private static string Key(params ReadOnlySpan<string> parts) => string.Join('\n', parts);
}
