using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Verifier.Stories;

/// <summary>
/// Folds sealed facts in their order and keeps what came of it: the outcome in words, and the digest. The same for a
/// story, an export and a ledger.
/// </summary>
public sealed class Replay
{
    private readonly Engine engine;
    private readonly PolicyBook policies = new();
    private readonly List<long> positions = [];
    private readonly List<long> ordinals = [];
    private readonly OutcomeTeller teller = new();

    /// <param name="engineVersion">Named in every alert: a replay is told as by the engine that it stands for.</param>
    public Replay(string engineVersion)
    {
        var knowledge = new Knowledge();
        engine = new Engine(engineVersion, Books.All(knowledge, policies), knowledge, policies);
    }

    public Digest Digest { get; } = new();

    /// <summary>Alerts, incidents and notices in the order in which they came, and what was found, summed up.</summary>
    public IEnumerable<string> Outcome => teller.Lines;

    public static Replay Of(Story story, string engineVersion)
    {
        var replay = new Replay(engineVersion);
        foreach (var fact in StoryFilings.Of(story))
        {
            replay.Pass(fact);
        }

        return replay;
    }

    /// <summary>The next fact; what it brought about.</summary>
    public StepResult Step(SealedFact fact)
    {
        Count(fact);
        var step = engine.Step(fact);
        Digest.Add(step, OrdinalOf);
        teller.Tell(step, fact);
        return step;
    }

    /// <summary>The next fact, where nobody asks for its assessments: they are not held.</summary>
    public void Pass(SealedFact fact)
    {
        Count(fact);
        var step = engine.Step(fact, Digest.Add);
        Digest.Add(step, OrdinalOf);
        teller.Tell(step, fact);
    }

    private void Count(SealedFact fact)
    {
        positions.Add(fact.Position);
        ordinals.Add(fact.Ordinal);
    }

    private long OrdinalOf(long position) => ordinals[positions.BinarySearch(position)];
}
