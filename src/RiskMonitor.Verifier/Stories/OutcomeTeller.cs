using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Alerts;
using RiskMonitor.Identifiers;
using RiskMonitor.Incidents;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Units;

namespace RiskMonitor.Verifier.Stories;

/// <summary>Says in one line each what came about, so that a regulator can read it and a test compare it.</summary>
internal sealed class OutcomeTeller
{
    private const int Measures = 3;
    private const int Digits = 4;
    private const int Columns = 118;
    private const string Indent = "    ";

    private readonly List<string> lines = [];
    private readonly SortedDictionary<string, AlertRaised> alerts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> incidents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Opened, int Open)> findings = new(StringComparer.Ordinal);
    private readonly Dictionary<long, FiledId> filed = [];
    private LocalDate today = LocalDate.MinIsoValue;

    public IEnumerable<string> Lines => lines.SelectMany(Wrapped).Concat(findings.Select(rule =>
        string.Create(
            CultureInfo.InvariantCulture, $"findings {rule.Key}: {rule.Value.Opened}, open {rule.Value.Open}")));

    public void Tell(StepResult step, SealedFact cause)
    {
        filed[cause.Position] = cause.Id;
        today = cause.Data is ReportingDayClosed closed ? LocalDate.Max(today, closed.Date) : today;
        foreach (var (stream, said) in step.Conclusions)
        {
            if (Words(stream, said) is { } words)
            {
                lines.Add(words);
            }
        }

        lines.AddRange(step.Notices.Select(Words));
        foreach (var row in step.Findings)
        {
            var (opened, open) = findings.GetValueOrDefault(row.Rule);
            findings[row.Rule] = row.IsOpen ? (opened + 1, open + 1) : (opened, open - 1);
        }
    }

    /// <summary>No longer than a line of a story may be: what follows is indented.</summary>
    private static IEnumerable<string> Wrapped(string line)
    {
        while (line.Length > Columns)
        {
            var end = line.LastIndexOf(' ', Columns);
            end = end <= Indent.Length ? line.Length : end;
            yield return line[..end];
            line = Indent + line[end..].TrimStart();
        }

        if (line.Length > Indent.Length || line.Trim().Length > 0)
        {
            yield return line;
        }
    }

    private string? Words(string stream, object said)
    {
        switch (said)
        {
            case AlertRaised raised:
                alerts.Add(stream, raised);
                return $"{Iso(raised.Day)} alert-raised {raised.Rule} {raised.Subject} {Name(raised.Severity)}, "
                    + $"holds from {Iso(raised.HoldsFrom)}{(raised.Retroactive ? " (retroactive)" : string.Empty)}"
                    + Say(raised.Attributes) + Say(raised.Measured) + Say(raised.UnsupportedDebt);
            case AlertSeverityChanged changed:
                return $"{Iso(changed.Day)} alert-severity-changed {About(stream)} {Name(changed.Severity)}"
                    + Say(changed.Measured) + Say(changed.UnsupportedDebt);
            case AlertCleared cleared:
                return $"{Iso(cleared.Day)} alert-cleared {About(stream)}{Say(cleared.Measured)}";
            case AlertWithdrawn withdrawn:
                return $"{Iso(withdrawn.Day)} alert-withdrawn {About(stream)}, "
                    + $"because of {filed[withdrawn.Cause].Id}";
            case IncidentOpened opened:
                incidents.Add(stream, opened.Group);
                return $"{Iso(today)} incident-opened {opened.Group}";
            case IncidentClosed:
                return $"{Iso(today)} incident-closed {incidents[stream]}";
            default:
                return null;
        }
    }

    private static string Words(NoticeRow row)
    {
        var about = $"{row.Rule} {row.Subject}";
        return row.Withdrawn ? $"{Iso(row.Day)} notice-withdrawn {about}"
            : row.To is { } to ? $"{Iso(to)} notice-ended {about}"
            : $"{Iso(row.Day)} notice {about}, holds from {Iso(row.HoldsFrom)}{Say(row.Attributes)}{Say(row.Measured)}";
    }

    private string About(string stream) => $"{alerts[stream].Rule} {alerts[stream].Subject}";

    private static string Say(Sequence<string> attributes) =>
        attributes.Count == 0 ? string.Empty : $", {string.Join(", ", attributes)}";

    /// <summary>Rounded here, for the reader, and nowhere before.</summary>
    private static string Say(Sequence<Measure> measures) => measures.Count == 0
        ? string.Empty
        : $": {string.Join("; ", measures.Take(Measures).Select(measure => measure.Low == measure.High
            ? $"{measure.Name} {Rounded(measure.Low)}{Bound(measure)}"
            : $"{measure.Name} {Rounded(measure.Low)} to {Rounded(measure.High)}{Bound(measure)}"))}";

    private static string Bound(Measure measure) => measure.Bound is null ? string.Empty : $" ({measure.Bound})";

    private static string Say(Money? debt) => debt is null
        ? string.Empty
        : $"; unsupported {CanonicalDecimal.Write(decimal.Round(debt.Amount))} {debt.Currency}";

    private static string Rounded(Figure figure) => figure.IsInfinite
        ? $"{figure}"
        : CanonicalDecimal.Write(decimal.Round(figure.Value, Digits));

    private static string Name(Severity severity) => $"{severity}".ToLowerInvariant();

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
