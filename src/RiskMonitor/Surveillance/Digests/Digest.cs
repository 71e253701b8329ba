using System.Security.Cryptography;
using System.Text;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Digests;

/// <summary>
/// One value for everything that was concluded. Two runs over the same facts have the same, in whatever order and in
/// whatever portions their conclusions were collected, from the fold or from what is stored.
/// </summary>
public sealed class Digest
{
    private readonly List<DigestLine> lines = [];
    private readonly SortedDictionary<string, long> told = new(StringComparer.Ordinal);
    private bool isSorted = true;

    public int Count => lines.Count;

    /// <summary>In ordinal order of their keys.</summary>
    public IReadOnlyList<DigestLine> Lines
    {
        get
        {
            Sort();
            return lines;
        }
    }

    /// <summary>
    /// SHA-256 over the lines in ordinal order, each as <c>key hash</c> and a line feed; lower-case hexadecimal.
    /// </summary>
    public string Value
    {
        get
        {
            Sort();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var line in lines)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{line.Key} {line.Sha256}\n"));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    public void Add(DigestLine line)
    {
        lines.Add(line);
        isSorted = false;
    }

    public void Add(AssessmentRow row) => Add(DigestLine.Of(row));

    public void Add(NoticeRow row) => Add(DigestLine.Of(row));

    public void Add(FindingRow row) => Add(DigestLine.Of(row));

    /// <summary>
    /// The next event of an alert's stream, in the stream's order; events of people and of incidents are passed over.
    /// </summary>
    public void Add(string stream, object alertEvent, Func<long, long> ordinalOf)
    {
        if (DigestLine.IsMachine(alertEvent))
        {
            var number = told.GetValueOrDefault(stream) + 1;
            told[stream] = number;
            Add(DigestLine.Of(stream, number, alertEvent, ordinalOf));
        }
    }

    /// <summary>Everything that one step brought about.</summary>
    public void Add(StepResult step, Func<long, long> ordinalOf)
    {
        foreach (var (stream, said) in step.Conclusions)
        {
            Add(stream, said, ordinalOf);
        }

        foreach (var row in step.Assessments)
        {
            Add(row);
        }

        foreach (var row in step.Notices)
        {
            Add(row);
        }

        foreach (var row in step.Findings)
        {
            Add(row);
        }
    }

    /// <summary>The first line, in their order, in which the two differ; null when there is none.</summary>
    public DigestDifference? FirstDifference(Digest other)
    {
        Sort();
        other.Sort();
        for (var index = 0; index < Math.Max(lines.Count, other.lines.Count); index++)
        {
            var left = index < lines.Count ? lines[index] : null;
            var right = index < other.lines.Count ? other.lines[index] : null;
            if (left == right)
            {
                continue;
            }

            var order = left is null ? 1 : right is null ? -1 : string.CompareOrdinal(left.Key, right.Key);
            return order < 0 ? new DigestDifference(left!.Key, DifferenceKind.OnlyHere)
                : order > 0 ? new DigestDifference(right!.Key, DifferenceKind.OnlyThere)
                : new DigestDifference(left!.Key, DifferenceKind.SaysOtherwise);
        }

        return null;
    }

    private void Sort()
    {
        if (!isSorted)
        {
            lines.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key) is var key and not 0
                ? key
                : string.CompareOrdinal(left.Sha256, right.Sha256));
            isSorted = true;
        }
    }
}

/// <param name="Key">Of the line, as in <see cref="DigestLine"/>.</param>
public sealed record DigestDifference(string Key, DifferenceKind Kind);

public enum DifferenceKind
{
    OnlyHere,
    OnlyThere,
    SaysOtherwise,
}
