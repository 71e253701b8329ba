using System.Text.Json;
using RiskMonitor.Alerts;
using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Incidents;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Pipeline;

/// <summary>
/// The fold over the sealed order as far as this process has come, and what the alerts look like there.
/// </summary>
/// <remarks>One thread steps; readers wait for it between two pages.</remarks>
public sealed class LiveFold(SealedFacts facts)
{
    private readonly Lookout lookout = new();
    private readonly SortedDictionary<string, Alert> alerts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Incident> incidents = new(StringComparer.Ordinal);
    private readonly Lock turn = new();

    /// <summary>Position of the next event.</summary>
    public long Position { get; private set; }

    /// <summary>Facts and acts of oversight so far.</summary>
    public long Ordinal { get; private set; }

    /// <summary>Every policy that was adopted so far.</summary>
    public IReadOnlyList<PolicyInForce> Policies => Read(lookout => lookout.Policies.Adopted());

    /// <summary>Runs while no event is being taken in.</summary>
    public T Read<T>(Func<Lookout, T> question)
    {
        lock (turn)
        {
            return question(lookout);
        }
    }

    /// <summary>Takes in the events of a page, in order; returns what they brought about.</summary>
    public Page Take(IReadOnlyList<SealedEvent> events)
    {
        lock (turn)
        {
            var page = new Page(Position);
            foreach (var e in events)
            {
                Take(e, page);
            }

            (page.NextPosition, page.NextOrdinal) = (Position, Ordinal);
            return page;
        }
    }

    private void Take(SealedEvent e, Page page)
    {
        if (e.Position != Position)
        {
            throw new InvalidOperationException($"Expected position {Position}, not {e.Position}.");
        }

        Position++;
        if (Fact(e) is { } fact)
        {
            page.Add(lookout.Step(fact), fact);
            if (fact.Data is ReportingDayClosed day)
            {
                page.ClosedDays.Add((day, fact.Position));
            }
        }
        else if (Is<Alert>(e, out var alertEvent))
        {
            var alert = Alert.Evolve(alerts.GetValueOrDefault(e.Stream), e.Stream, alertEvent)!;
            alerts[e.Stream] = alert;
            page.Alerts.Add(new AlertVersion(alert, e.Position, e.SealedAt, alertEvent is AlertRaised));
        }
        else if (Is<Incident>(e, out var incidentEvent))
        {
            var incident = Incident.Evolve(incidents.GetValueOrDefault(e.Stream), e.Stream, incidentEvent)!;
            incidents[e.Stream] = incident;
            page.Incidents.Add(new IncidentVersion(incident, e.Position));
        }
    }

    /// <summary>A receipt tells that a filing is complete; it is no fact and counts as none.</summary>
    private SealedFact? Fact(SealedEvent e)
    {
        if (EventCatalogue.Find(e.Type) == typeof(FilingAccepted))
        {
            return new SealedFact(
                e.Position, Ordinal, e.SealedAt, e.RecordedAt, new FiledId("urn:local:monitor", $"{e.Id}"),
                e.RecordedAt, Evidence.Documented, Data(e, typeof(FilingAccepted)));
        }

        var fact = facts.Read(e, Ordinal);
        Ordinal += fact is null ? 0 : 1;
        return fact;
    }

    private static bool Is<TView>(SealedEvent e, out object data)
        where TView : class, IView<TView>
    {
        var type = EventCatalogue.Find(e.Type);
        var belongs = type is not null && TView.Facts.Contains(type);
        data = belongs ? Data(e, type!) : e;
        return belongs;
    }

    private static object Data(SealedEvent e, Type type) =>
        JsonSerializer.Deserialize(e.Data.Span, type, Json.Options)!;
}

/// <summary>What a run of events brought about, to be written in one transaction.</summary>
/// <param name="from">Position of its first event.</param>
public sealed class Page(long from)
{
    public long From => from;

    public long NextPosition { get; internal set; }

    public long NextOrdinal { get; internal set; }

    public List<AssessmentRow> Assessments { get; } = [];

    public List<NoticeRow> Notices { get; } = [];

    public List<FindingRow> Findings { get; } = [];

    public List<CausedConclusion> Conclusions { get; } = [];

    public List<(ReportingDayClosed Day, long Position)> ClosedDays { get; } = [];

    public List<AlertVersion> Alerts { get; } = [];

    public List<IncidentVersion> Incidents { get; } = [];

    internal void Add(StepResult result, SealedFact cause)
    {
        Assessments.AddRange(result.Assessments);
        Notices.AddRange(result.Notices);
        Findings.AddRange(result.Findings);
        Conclusions.AddRange(result.Conclusions.Select(
            (said, index) => new CausedConclusion(said, cause.Position, index)));
    }
}

/// <param name="Position">Of the event that brought it about.</param>
/// <param name="Index">Place among what that event brought about.</param>
public sealed record CausedConclusion(Surveillance.Rows.Conclusion Said, long Position, int Index);

/// <summary>An alert as it stood after the event at this position.</summary>
public sealed record AlertVersion(Alert Alert, long Position, NodaTime.Instant SealedAt, bool IsFirst);

/// <summary>An incident as it stood after the event at this position.</summary>
public sealed record IncidentVersion(Incident Incident, long Position);
