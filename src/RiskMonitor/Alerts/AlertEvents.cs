using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Alerts;

/// <summary>A condition began. The evidence is frozen here: nothing that is learned later changes it.</summary>
/// <param name="Subject">Stream of what it is about, as <c>pool/pool-7</c>.</param>
/// <param name="Episode">How many alerts of this rule and subject were raised before, plus one.</param>
/// <param name="Group">Obligor group, by the least id of its members.</param>
/// <param name="Parties">Lenders, borrowers, owners and guarantors concerned: who may see the alert.</param>
/// <param name="HoldsFrom">Valid date of the first of the closed days that were counted.</param>
/// <param name="Day">Valid date of the day that completed the count.</param>
/// <param name="Retroactive">That day had been closed before: a late or corrected fact brought it about.</param>
/// <param name="UnsupportedDebt">max(D − V_use, 0), central; absent where the rule is not about debt.</param>
/// <param name="Inputs">Sealed positions of the facts that it rests on, ascending.</param>
/// <param name="Unmeasured">The rule's false-alarm rate is not known yet.</param>
/// <param name="Previous">The alert of the episode before, if there was one.</param>
[EventName("alert-raised", version: 1)]
public sealed record AlertRaised(
    string Rule,
    string Subject,
    int Episode,
    Jurisdiction Jurisdiction,
    string Group,
    Sequence<PartyId> Parties,
    Severity Severity,
    LocalDate HoldsFrom,
    LocalDate Day,
    bool Retroactive,
    Sequence<Measure> Measured,
    Sequence<FlipPoint> FlipPoints,
    Sequence<string> Attributes,
    Money? UnsupportedDebt,
    Sequence<long> Inputs,
    PolicyStamp Policy,
    string Engine,
    bool Unmeasured,
    string? Previous = null);

[EventName("alert-severity-changed", version: 1)]
public sealed record AlertSeverityChanged(
    LocalDate Day, Severity Severity, Sequence<Measure> Measured, Money? UnsupportedDebt, Sequence<long> Inputs);

[EventName("alert-cleared", version: 1)]
public sealed record AlertCleared(LocalDate Day, Sequence<Measure> Measured, Sequence<long> Inputs);

/// <summary>A late or corrected fact made the breach untrue. The alert stays in the history, with its cause.</summary>
/// <param name="Cause">Sealed position of the fact that changed it.</param>
[EventName("alert-withdrawn", version: 1)]
public sealed record AlertWithdrawn(LocalDate Day, long Cause);

/// <summary>One measured quantity over the whole band of assumptions, beside the bound that it met.</summary>
/// <param name="Unit">ratio, money code, card-hours, cards, days.</param>
/// <param name="Bound">As the policy states it, in words; absent where the figure only explains.</param>
public sealed record Measure(string Name, string Unit, Figure Low, Figure High, string? Bound = null);

/// <summary>The value of one input at which the verdict changes while all others stay central.</summary>
/// <param name="At">Absent when no admissible value changes it.</param>
public sealed record FlipPoint(string Input, string Unit, Figure Central, Figure? At = null);

public sealed record PolicyStamp(string Version, string Hash);

public enum Severity
{
    Medium,
    High,
    Critical,
}
