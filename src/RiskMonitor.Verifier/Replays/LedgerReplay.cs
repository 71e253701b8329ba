using RiskMonitor.Filing;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Verifier.Stories;

namespace RiskMonitor.Verifier.Replays;

/// <summary>Folds the leaves of a ledger in their order: what should have been concluded, beside what was.</summary>
/// <param name="instead">Judges everything by this policy in place of the ones adopted; null: by those.</param>
public sealed class LedgerReplay(PolicyDocument? instead = null)
{
    private readonly Replay replay = new(Lookout.EngineVersion);
    private readonly SortedSet<string> engines = new(StringComparer.Ordinal);
    private long ordinal;

    /// <summary>Position of the next leaf.</summary>
    public long Position { get; private set; }

    public Digest Digest => replay.Digest;

    public IEnumerable<string> Outcome => replay.Outcome;

    /// <summary>Engines other than this build's that concluded some of it: a difference may be theirs.</summary>
    public IEnumerable<string> OtherEngines =>
        engines.Where(engine => engine != Lookout.EngineVersion);

    /// <exception cref="FormatException">The line is no leaf.</exception>
    public void Add(ReadOnlySpan<byte> line)
    {
        var leaf = LeafEvent.Read(line);
        var position = Position++;
        if (leaf.Fact(position, ordinal) is not { } fact)
        {
            return;
        }

        ordinal += fact.Data is FilingAccepted ? 0 : 1;
        if (fact.Data is EngineAdopted engine)
        {
            engines.Add(engine.Version);
        }

        replay.Pass(fact.Data is PolicyAdopted adopted && instead is not null
            ? fact with { Data = adopted with
            {
                Document = instead, Version = instead.Version, ContentHash = PolicyHash.Of(instead),
            } }
            : fact);
    }
}
