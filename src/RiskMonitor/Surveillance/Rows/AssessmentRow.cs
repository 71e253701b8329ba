using NodaTime;

namespace RiskMonitor.Surveillance.Rows;

/// <summary>
/// From its day on, and until another row's day, this is what is known of the subject. Rows are only ever added.
/// </summary>
/// <remarks>
/// Who asks for day d at position p reads, of the rows up to p, the one with the greatest day that is not after d,
/// and of several of that day the one with the greatest position. An assessment that holds nothing says that what
/// was said before is no longer said.
/// </remarks>
/// <param name="Ordinal">Of the fact that caused it.</param>
/// <param name="Position">Of the event that caused it.</param>
public sealed record AssessmentRow(Assessment Assessment, long Ordinal, long Position)
{
    public string Subject => Assessment.Subject;

    public LocalDate Day => Assessment.Day;
}
