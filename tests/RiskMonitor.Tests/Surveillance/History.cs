using NodaTime;
using RiskMonitor.Corrections;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Claims;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Surveillance;

/// <summary>
/// A sealed history in the making: files facts, closes days, and keeps for every closed day what the pool book last
/// said of it, asked only when the book called the subject restless, as the engine does.
/// </summary>
internal sealed class History
{
    public static readonly Jurisdiction Place = Jurisdiction.Of("US-TX");

    public static readonly Instant Sealed = Instant.FromUtc(2026, 1, 1, 0, 0);

    private readonly List<SealedFact> facts = [];
    private readonly Dictionary<(string Subject, LocalDate Day), Assessment?> said = [];
    private readonly IBook[] books;
    private readonly ClaimBook claims; // told first, and not judged here

    public History(PolicyDocument policy, LocalDate effective)
    {
        Groups = new Groups(Knowledge, Policies);
        claims = new ClaimBook(Knowledge, Policies, Groups);
        Pools = new PoolBook(Knowledge, Policies, Groups, claims.Reach);
        Obligors = new ObligorBook(Knowledge, Policies, Groups, Pools);
        books = [Pools, Obligors];
        Effective = effective;
        Take(new SealedFact(
            0, 0, Sealed, Sealed, new FiledId("urn:local:supervisor", "policy"), Noon(effective), Evidence.Declared,
            new PolicyAdopted(
                Place, policy.Version, policy, new string('0', 64), effective, OfficerId.Of("a"), OfficerId.Of("b"))));
    }

    public Knowledge Knowledge { get; } = new();

    public PolicyBook Policies { get; } = new();

    public Groups Groups { get; }

    public PoolBook Pools { get; }

    public ObligorBook Obligors { get; }

    public LocalDate Effective { get; }

    /// <summary>Days after it are not judged, to save time.</summary>
    public LocalDate Until { get; init; } = LocalDate.MaxIsoValue;

    public LocalDate? Closed => Policies.LastClosed(Place);

    public IReadOnlyList<SealedFact> Facts => facts;

    /// <summary>What the last event made restless.</summary>
    public Restless Restless { get; private set; } = new();

    /// <summary>From which day on the last event made the subject restless; null where it did not.</summary>
    public LocalDate? RestlessFrom(string subject)
    {
        foreach (var (key, day) in Restless.Subjects)
        {
            if (key == subject)
            {
                return day;
            }
        }

        return null;
    }

    /// <summary>Noon in Texas of the day: any instant of a day stands for all of it.</summary>
    public static Instant Noon(LocalDate day) =>
        day.At(new LocalTime(12, 0)).InZoneStrictly(DateTimeZoneProviders.Tzdb["America/Chicago"]).ToInstant();

    public FiledId File(object data, LocalDate day, string source = "urn:local:reporter") =>
        File(data, Noon(day), source);

    public FiledId File(object data, Instant time, string source = "urn:local:reporter", string? id = null)
    {
        var filed = new FiledId(source, id ?? $"fact-{facts.Count}");
        Take(new SealedFact(facts.Count, facts.Count, Sealed, Sealed, filed, time, Evidence.Documented, data));
        return filed;
    }

    public void Retract(FiledId target, string subject) => File(
        new FactRetracted(subject, target, CorrectionReason.ReporterError), Sealed);

    public void Correct(FiledId target, string subject, object data) => File(
        new FactCorrected(
            subject, target, new RawJson(System.Text.Json.JsonSerializer.Serialize(data, data.GetType(), Json.Options)),
            CorrectionReason.ReporterError),
        Sealed);

    public void Close(LocalDate day) => File(new ReportingDayClosed(Place, day, "US"), day);

    /// <summary>Takes in what others filed, at the next positions.</summary>
    public void Refile(SealedFact fact) => Take(fact with { Position = facts.Count, Ordinal = facts.Count });

    /// <summary>What is said of the day now, asked directly.</summary>
    public Assessment? Assess(string subject, LocalDate day) =>
        Array.Find(books, book => book.Owns(subject))?.Assess(subject, day, PolicyOn(day));

    public PolicyInForce PolicyOn(LocalDate day) => Policies.On(day, Place)!;

    /// <summary>Everything that was ever said, by subject and day.</summary>
    public IEnumerable<(string Subject, LocalDate Day)> SaidOf => said.Keys;

    /// <summary>What was last said of a closed day, by being restless alone.</summary>
    public Assessment? Said(string subject, LocalDate day) => said.GetValueOrDefault((subject, day));

    private void Take(SealedFact fact)
    {
        facts.Add(fact);
        Restless = new Restless();
        switch (fact.Data)
        {
            case PolicyAdopted adopted:
                Knowledge.Take(fact);
                var policy = Policies.Adopt(adopted, fact.Position);
                foreach (var book in books)
                {
                    book.PolicyChanged(policy, Restless);
                }

                claims.PolicyChanged(policy, new Restless());

                break;
            case ReportingDayClosed day:
                Knowledge.Take(fact);
                var from = Closed?.PlusDays(1) ?? Effective;
                Policies.Close(day);
                foreach (var book in books)
                {
                    book.DaysClosed(day.Jurisdiction, from, day.Date, Restless);
                }

                break;
            default:
                foreach (var change in Knowledge.Take(fact).Changes)
                {
                    claims.Notice(change, new Restless());
                    foreach (var book in books)
                    {
                        book.Notice(change, Restless);
                    }
                }

                break;
        }

        Judge();
    }

    private void Judge()
    {
        foreach (var (subject, from) in Restless.Subjects)
        {
            var book = Array.Find(books, book => book.Owns(subject));
            if (Closed is { } closed && book?.JurisdictionOf(subject) is not null)
            {
                for (var day = LocalDate.Max(from, Effective); day <= closed && day <= Until; day = day.PlusDays(1))
                {
                    said[(subject, day)] = book.Assess(subject, day, PolicyOn(day));
                }
            }
        }
    }
}
