using NodaTime;
using RiskMonitor.Policy;

namespace RiskMonitor.Filing;

/// <summary>The reporter's receipt: what was taken in, byte for byte.</summary>
/// <param name="Filing">Id of the filing within the source.</param>
/// <param name="Name">As the reporter calls it, usually the file's name.</param>
/// <param name="Covers">Kind and period that the filing is complete for, where the reporter says so.</param>
/// <param name="Sha256">Of the bytes as they came, lower-case hexadecimal.</param>
/// <param name="First">First accepted fact; absent when none was.</param>
[EventName("filing-accepted", version: 1)]
public sealed record FilingAccepted(
    string Source,
    string Filing,
    string Name,
    string Sha256,
    int Lines,
    int Accepted,
    int Duplicate,
    int Rejected,
    string? First = null,
    string? Last = null,
    CoveredPeriod? Covers = null);

/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record CoveredPeriod(ReportedKind Kind, LocalDate From, LocalDate To);
