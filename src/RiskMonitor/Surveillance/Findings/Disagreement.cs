using NodaTime;
using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>
/// DQ-DISAGREE: two reporters filed the registration of one lien and say different things of its instant, objects or
/// rank. Which of them is believed is not decided here: the registry is.
/// </summary>
internal sealed class Disagreement(Knowledge knowledge, FindingLog log)
{
    public void Notice(FactChange change)
    {
        if (change.Data is not LienRegistered lien)
        {
            return;
        }

        var stream = ((IFact)lien).Stream;
        var words = knowledge.About<LienRegistered>(stream)
            .GroupBy(fact => fact.Id.Source, StringComparer.Ordinal)
            .OrderBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => new Word([.. source.Select(fact => fact.Data)]))
            .ToList();
        var day = words.Count > 0 ? words[0].RegisteredAt.InUtc().Date : default;
        var found = new List<(string, LocalDate)>();
        if (words.Skip(1).Any(word => word.RegisteredAt != words[0].RegisteredAt))
        {
            found.Add(("registeredAt", day));
        }

        if (words.Skip(1).Any(word => !word.SameObjects(words[0])))
        {
            found.Add(("objects", day));
        }

        var ranks = words.SelectMany(word => word.Ranks).Distinct().Count();
        if (ranks > 1)
        {
            found.Add(("rank", day));
        }

        log.Set("DQ-DISAGREE", stream, found);
    }

    /// <summary>What one reporter says, over all parts.</summary>
    private sealed class Word(IReadOnlyList<LienRegistered> parts)
    {
        public Instant RegisteredAt => parts[^1].RegisteredAt;

        public IEnumerable<int> Ranks => parts[^1].Rank.TryGet(out var rank) ? [rank] : [];

        public bool SameObjects(Word other) => Serials.SetEquals(other.Serials)
            && Rest.SequenceEqual(other.Rest);

        private HashSet<SerialCommitment> Serials =>
            [.. parts.SelectMany(part => part.Objects.Serials ?? [])];

        private IEnumerable<LienObjects> Rest =>
            parts.Select(part => part.Objects with { Serials = null }).Distinct();
    }
}
