using NodaTime;

namespace RiskMonitor.Surveillance.Rows;

/// <summary>
/// Something is wrong with what was filed, not with what it is about. A second row of the same rule, subject and
/// detail says that it is over; a third that it came back.
/// </summary>
/// <param name="Subject">As <c>pool/pool-7</c>, or the stream of the fact.</param>
/// <param name="Detail">What is wrong, in words that stay the same as long as it is the same matter.</param>
/// <param name="Day">Valid day that it is about.</param>
/// <param name="IsOpen">False in the row that ends it.</param>
/// <param name="Parties">Who is concerned, ascending by id; empty while nobody is known.</param>
/// <param name="Source">Reporter of the fact, where there is one.</param>
/// <param name="Jurisdiction">Absent while it is not known.</param>
public sealed record FindingRow(
    string Rule,
    string Subject,
    string Detail,
    LocalDate Day,
    bool IsOpen,
    Sequence<PartyId> Parties,
    long Ordinal,
    long Position,
    string? Source = null,
    Jurisdiction? Jurisdiction = null);
