using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Collateral;
using RiskMonitor.Corrections;
using RiskMonitor.Incidents;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Tests.Wire;
using RiskMonitor.Units;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Surveillance.Folding;

/// <summary>A log that is written and folded fact by fact over the table book. Persistence is three days.</summary>
internal sealed class Log
{
    public static readonly LocalDate Monday = new(2026, 1, 5);
    private static readonly FiledId Nobody = new("urn:local:test", "none");

    private readonly List<SealedFact> facts = [];
    private readonly Engine engine;
    private int named;
    private readonly PolicyBook policies = new();

    public Log(string rule = "LEV-DETACH", bool changesDaily = true)
    {
        var knowledge = new Knowledge();
        Book = new TableBook(knowledge, rule, changesDaily);
        engine = new Engine("test", [Book], knowledge, policies);
        File(Policy("1"), Monday);
    }

    public TableBook Book { get; }

    public IReadOnlyList<SealedFact> Facts => facts;

    public List<StepResult> Steps { get; } = [];

    public IEnumerable<Conclusion> Conclusions => Steps.SelectMany(step => step.Conclusions);

    public IEnumerable<AssessmentRow> Rows => Steps.SelectMany(step => step.Assessments);

    /// <summary>Day 0 is the first day that the policy judges.</summary>
    public static LocalDate Day(int number) => Monday.PlusDays(number);

    public FiledId Cell(int day, decimal code, string pool = "pool-7") =>
        File(new PoolCostReported(PoolId.Of(pool), new Money(code, Currency.Usd)), Day(day));

    /// <summary>One cell for each day from day 0 on, of which the last is closed.</summary>
    public void Days(params decimal[] codes)
    {
        foreach (var (day, code) in codes.Index())
        {
            Cell(day, code);
            Close(day);
        }
    }

    /// <summary>The same from another day on.</summary>
    public void Days(int from, params decimal[] codes)
    {
        foreach (var (day, code) in codes.Index())
        {
            Cell(from + day, code);
            Close(from + day);
        }
    }

    public void Close(int day) => File(new ReportingDayClosed(TableBook.Place, Day(day), "daily"), Day(day));

    public void Correct(FiledId target, decimal code) => File(
        new FactCorrected(
            "pool/pool-7",
            target,
            new RawJson(System.Text.Json.JsonSerializer.Serialize(
                new PoolCostReported(PoolId.Of("pool-7"), new Money(code, Currency.Usd)), Json.Options)),
            CorrectionReason.ReporterError),
        Monday);

    public FiledId File(object data, LocalDate day)
    {
        var position = facts.Count;
        var at = day.AtMidnight().InUtc().ToInstant() + Duration.FromHours(12);
        var id = Nobody with { Id = $"fact-{position}-{named++}" };
        var fact = new SealedFact(position, position, at, at, id, at, Evidence.Documented, data);
        facts.Add(fact);
        Steps.Add(engine.Step(fact));
        return id;
    }

    /// <summary>What the book says now of every closed day.</summary>
    public Dictionary<LocalDate, Assessment?> Now()
    {
        var now = new Dictionary<LocalDate, Assessment?>();
        for (var day = Monday; day <= policies.LastClosed(TableBook.Place); day = day.PlusDays(1))
        {
            now.Add(day, On(day, policies.On(day, TableBook.Place)!));
        }

        return now;
    }

    private Assessment? On(LocalDate day, PolicyInForce policy)
    {
        try
        {
            return Book.Assess("pool/pool-7", day, policy);
        }
        catch (OverflowException)
        {
            return Book.Unsure("pool/pool-7", day, policy, Reason.RejectedInput("overflow"));
        }
    }

    /// <summary>A log in which everything was known before the first day was closed.</summary>
    public Log AsIfKnownFromTheBeginning()
    {
        var early = new Log();
        foreach (var fact in facts.Where(fact => fact.Data is not (ReportingDayClosed or PolicyAdopted)))
        {
            early.Refile(fact);
        }

        foreach (var day in Now().Keys)
        {
            early.Close(Period.DaysBetween(Monday, day));
        }

        return early;
    }

    public void Refile(SealedFact fact)
    {
        facts.Add(fact);
        Steps.Add(engine.Step(fact));
    }

    /// <summary>What came out, one short line each.</summary>
    public IEnumerable<string> Told() => Conclusions.Select(Tell).Where(line => line.Length > 0);

    public static PolicyAdopted Policy(string version)
    {
        var document = DefaultPolicy.Read();
        var rules = document.Rules with
        {
            LevDetach = document.Rules.LevDetach with { PersistenceDays = new DaysBound(3, "short stories") },
        };
        return new PolicyAdopted(
            TableBook.Place, version, document with { Rules = rules }, $"hash-{version}", Monday,
            OfficerId.Of("officer-1"), OfficerId.Of("officer-2"));
    }

    private static string Tell(Conclusion said)
    {
        return said.Event switch
        {
            AlertRaised raised => $"raised {raised.Episode} {Name(raised.Severity)} on {Number(raised.Day)} "
                + $"from {Number(raised.HoldsFrom)}{(raised.Retroactive ? " retroactive" : string.Empty)}"
                + (raised.Previous is null ? string.Empty : " after another"),
            AlertSeverityChanged changed => $"{Name(changed.Severity)} on {Number(changed.Day)}",
            AlertCleared cleared => $"cleared on {Number(cleared.Day)}",
            AlertWithdrawn withdrawn => $"withdrawn by {withdrawn.Cause}",
            _ => string.Empty,
        };

        static int Number(LocalDate day) => Period.DaysBetween(Monday, day);

        static string Name(Severity severity) => $"{severity}".ToLowerInvariant();
    }

    public IEnumerable<string> Incidents() => Conclusions
        .Where(said => said.Stream.StartsWith("incident/", StringComparison.Ordinal))
        .Select(said => said.Event switch
        {
            IncidentOpened opened => $"opened {opened.Group}",
            IncidentAlertAttached => "attached",
            IncidentAlertDetached => "detached",
            IncidentClosed => "closed",
            _ => $"{said.Event}",
        });
}
