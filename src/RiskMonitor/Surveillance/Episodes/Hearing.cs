using NodaTime;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>The days of one subject that one event asks for.</summary>
/// <param name="closed">Last day that is closed where the subject is; null while none is.</param>
/// <param name="first">From which day on something may be another.</param>
internal sealed class Hearing(
    Case subject, Jurisdiction? jurisdiction, LocalDate? closed, LocalDate first, LocalDate from, LocalDate until)
{
    public Case Subject => subject;

    public Jurisdiction? Jurisdiction => jurisdiction;

    public LocalDate? Closed => closed;

    public LocalDate First => first;

    public LocalDate Until => until;

    /// <summary>Last day over which what had been said stood before; null while nothing was.</summary>
    public LocalDate? Stood { get; } = subject.Stood;

    /// <summary>The monitor broke off over it: no rule is asked of it.</summary>
    public bool IsBroken { get; set; }

    public string Near { get; } = subject.Book.NearOf(subject.Subject);

    public Days Days { get; } = new(from, Period.DaysBetween(from, until) + 1);

    /// <summary>Subjects that are near each other in a row, each in the order of its key.</summary>
    /// <param name="hearings">In the order of the keys of their subjects.</param>
    public static IEnumerable<Hearing> InOrderOfNearness(List<Hearing> hearings) =>
        hearings.Count <= 1 ? hearings : hearings.OrderBy(hearing => hearing.Near, StringComparer.Ordinal);
}
