namespace RiskMonitor.Surveillance.Rows;

/// <summary>Everything that one sealed event brought about, in the order in which it is written.</summary>
/// <param name="Conclusions">Events of alerts and incidents, to be appended to their streams.</param>
public sealed record StepResult(
    IReadOnlyList<Conclusion> Conclusions,
    IReadOnlyList<AssessmentRow> Assessments,
    IReadOnlyList<NoticeRow> Notices,
    IReadOnlyList<FindingRow> Findings)
{
    public static readonly StepResult Nothing = new([], [], [], []);

    public bool IsEmpty =>
        Conclusions.Count == 0 && Assessments.Count == 0 && Notices.Count == 0 && Findings.Count == 0;
}

/// <summary>One event that the monitor writes by itself.</summary>
/// <param name="Stream">As <c>alert/…</c> or <c>incident/…</c>.</param>
public sealed record Conclusion(string Stream, object Event);
