using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Episodes;
using RiskMonitor.Surveillance.Kinds;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance;

/// <summary>The whole of surveillance, put together: what is known, the policies, every book, and the engine.</summary>
/// <remarks>Live pipeline, replay, stories and benchmarks make theirs here, so that they cannot differ.</remarks>
public sealed class Lookout
{
    /// <summary>Changes when what is concluded from the same facts may change.</summary>
    public static readonly string EngineVersion = "1.1.0";

    private readonly Engine engine;
    private readonly IReadOnlyList<IBook> books;

    public Lookout()
    {
        books = Books.All(Knowledge, Policies);
        engine = new Engine(EngineVersion, books, Knowledge, Policies);
    }

    public Knowledge Knowledge { get; } = new();

    public PolicyBook Policies { get; } = new();

    public int Subjects => engine.Subjects;

    public StepResult Step(SealedFact fact) => engine.Step(fact);

    /// <inheritdoc cref="Engine.Step(SealedFact, Action{AssessmentRow})"/>
    public StepResult Step(SealedFact fact, Action<AssessmentRow> show) => engine.Step(fact, show);

    /// <summary>How far the pool is used, over the window that ends with the day; null where nothing is known of it.
    /// </summary>
    public Ladder? LadderOf(string pool, LocalDate day)
    {
        foreach (var book in books.OfType<PoolBook>())
        {
            if (book.JurisdictionOf(pool) is { } place && Policies.On(day, place) is { } policy)
            {
                return book.LadderOf(pool, day, policy);
            }
        }

        return null;
    }

    /// <summary>
    /// What every hour of the pool was over the same window; null where nothing is known of it, or where the facts were
    /// such that the computation broke off.
    /// </summary>
    public UseKinds? KindsOf(string pool, LocalDate day)
    {
        foreach (var book in books.OfType<PoolBook>())
        {
            if (book.JurisdictionOf(pool) is { } place && Policies.On(day, place) is { } policy)
            {
                return Backstop.Try(() => book.KindsOf(pool, day, policy));
            }
        }

        return null;
    }

    /// <summary>What a reading of a subject rests on and what would change it; none where that breaks off.</summary>
    public (Sequence<long> Inputs, Sequence<FlipPoint> FlipPoints) Explain(string rule, string subject, LocalDate day)
    {
        foreach (var book in books)
        {
            if (book.Owns(subject)
                && book.JurisdictionOf(subject) is { } place && Policies.On(day, place) is { } policy)
            {
                return (
                    Backstop.Try(() => book.Inputs(rule, subject, day, policy)) ?? [],
                    Backstop.Try(() => book.FlipPoints(rule, subject, day, policy)) ?? []);
            }
        }

        return ([], []);
    }
}
