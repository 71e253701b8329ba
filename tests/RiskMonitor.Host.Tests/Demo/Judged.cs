using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Corrections;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Verifier.Stories;

namespace RiskMonitor.Host.Tests.Demo;

/// <summary>What surveillance says of a track of the demo, folded once and asked by several tests.</summary>
internal sealed class Judged
{
    public static readonly Judged Province = new("synthetic-province");

    public static readonly Judged ListedLessor = new("listed-lessor");

    private readonly Dictionary<string, AlertRaised> raised = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AssessmentRow> last = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Subject, LocalDate Day), AssessmentRow> rows = [];

    private Judged(string track)
    {
        var replay = new Replay("story");
        Facts = DemoFacts.Of(track);
        foreach (var fact in Facts)
        {
            if (fact.Data is FactCorrected)
            {
                BeforeCorrection = new SortedDictionary<string, AssessmentRow>(last, StringComparer.Ordinal);
            }

            Keep(replay.Step(fact));
        }

        Outcome = string.Concat(replay.Outcome.Select(line => line + "\n"));
    }

    /// <summary>Every alert that was raised, whatever became of it.</summary>
    public IReadOnlyCollection<AlertRaised> Raised => raised.Values;

    /// <summary>In the order of filing, at their positions.</summary>
    public IReadOnlyList<SealedFact> Facts { get; }

    /// <summary>In the words of the stories.</summary>
    public string Outcome { get; }

    /// <summary>Alerts that stand at the end, with the severity that they have then.</summary>
    public SortedDictionary<string, Severity> Standing { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Withdrawn { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Notices { get; } = new(StringComparer.Ordinal);

    /// <summary>The last assessment of each subject.</summary>
    public IReadOnlyDictionary<string, AssessmentRow> Last => last;

    public IReadOnlyDictionary<string, AssessmentRow> BeforeCorrection { get; private set; } =
        new Dictionary<string, AssessmentRow>(StringComparer.Ordinal);

    /// <summary>What was said last of the subject at the end of a day on which a row was written.</summary>
    public Assessment On(string subject, LocalDate day) => rows[(subject, day)].Assessment;

    private void Keep(StepResult step)
    {
        foreach (var (stream, said) in step.Conclusions)
        {
            switch (said)
            {
                case AlertRaised alert:
                    raised[stream] = alert;
                    Standing.Add(Named(alert), alert.Severity);
                    break;
                case AlertSeverityChanged changed:
                    Standing[Named(raised[stream])] = changed.Severity;
                    break;
                case AlertWithdrawn:
                    Standing.Remove(Named(raised[stream]));
                    Withdrawn.Add(Named(raised[stream]));
                    break;
                case AlertCleared:
                    Standing.Remove(Named(raised[stream]));
                    break;
            }
        }

        Notices.UnionWith(step.Notices.Select(notice => $"`{notice.Rule}` {notice.Subject}"));
        foreach (var row in step.Assessments)
        {
            rows[(row.Subject, row.Day)] = row;
            if (!last.TryGetValue(row.Subject, out var known) || known.Day <= row.Day)
            {
                last[row.Subject] = row;
            }
        }
    }

    private static string Named(AlertRaised alert) => $"`{alert.Rule}` {alert.Subject}";
}
