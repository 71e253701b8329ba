using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Rows;

/// <summary>
/// A condition worth showing, though nobody has to work on it. Of several rows of one number the last holds.
/// </summary>
/// <param name="Number">How many notices of this rule and subject there were before, plus one.</param>
/// <param name="HoldsFrom">First of the days that were counted.</param>
/// <param name="Day">The day that completed the count.</param>
/// <param name="To">The day on which it ended; absent while it stands.</param>
/// <param name="Withdrawn">A late or corrected fact made it untrue.</param>
public sealed record NoticeRow(
    string Rule,
    string Subject,
    int Number,
    Jurisdiction Jurisdiction,
    string Group,
    Sequence<PartyId> Parties,
    Severity Severity,
    LocalDate HoldsFrom,
    LocalDate Day,
    bool Withdrawn,
    Sequence<Measure> Measured,
    Sequence<string> Attributes,
    PolicyStamp Policy,
    long Ordinal,
    long Position,
    LocalDate? To = null);
