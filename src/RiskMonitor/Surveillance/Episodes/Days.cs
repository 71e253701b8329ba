using NodaTime;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>Days without a hole that were judged for one subject by one event.</summary>
internal sealed class Days(LocalDate from, int count)
{
    private readonly Assessment?[] assessed = new Assessment?[count];
    private readonly UInt128[] contents = new UInt128[count];
    private readonly SortedDictionary<string, Mark[]> marks = new(StringComparer.Ordinal);

    public LocalDate From => from;

    public int Count => count;

    public ReadOnlySpan<UInt128> Contents => contents;

    /// <summary>Rules that were read on any of the days, in their order.</summary>
    public IEnumerable<string> Rules => marks.Keys;

    public Assessment? this[int offset] => assessed[offset];

    public Assessment? this[Index index] => assessed[index];

    /// <summary>One mark for each day; of a rule that nobody read, marks that say nothing.</summary>
    public ReadOnlySpan<Mark> Marks(string rule) =>
        marks.TryGetValue(rule, out var read) ? read : new Mark[count];

    /// <summary>Over so many days what was said last stands.</summary>
    public void Stand(int days, Case subject)
    {
        if (days == 0)
        {
            return;
        }

        contents.AsSpan(0, days).Fill(subject.Timeline.Last);
        foreach (var track in subject.Tracks)
        {
            var read = new Mark[count];
            read.AsSpan(0, days).Fill(track.Last);
            marks.Add(track.Rule, read);
        }
    }

    /// <summary>What was said of the days before is written, and need not be held.</summary>
    public void KeepLast() => assessed.AsSpan(0, count - 1).Clear();

    public void Add(int offset, Assessment? assessment, PolicyInForce? policy, Content content)
    {
        assessed[offset] = assessment;
        contents[offset] = content.Of(assessment);
        foreach (var reading in assessment?.Readings ?? [])
        {
            if (!marks.TryGetValue(reading.Rule, out var read))
            {
                marks.Add(reading.Rule, read = new Mark[count]);
            }

            var days = RuleCatalogue.Of(reading.Rule).PersistenceDays(policy!.Document);
            read[offset] = Mark.Of(reading, days);
        }
    }
}
