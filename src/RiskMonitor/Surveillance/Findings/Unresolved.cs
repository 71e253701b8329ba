using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>
/// DQ-UNRESOLVED: a fact speaks of a subject whose opening fact is not known. It is kept, and joins when that comes.
/// </summary>
internal sealed class Unresolved(Knowledge knowledge, FindingLog log)
{
    private const string Rule = "DQ-UNRESOLVED";

    private readonly Dictionary<string, SortedSet<string>> waiting = new(StringComparer.Ordinal);

    public void Notice(FactChange change)
    {
        if (change.Data is not IFact fact)
        {
            return;
        }

        if (change.Before is not null)
        {
            Recheck(fact.Stream, (IFact)change.Before.Data);
        }

        if (change.After is not null)
        {
            var stream = fact.Stream;
            foreach (var reference in References((IFact)change.After.Data, stream))
            {
                if (!IsOpened(reference))
                {
                    Wait(stream, reference, change.After);
                }
            }
        }

        if (IsOpening(fact))
        {
            Opened(fact.Stream, change);
        }
    }

    private static IEnumerable<string> References(IFact fact, string stream)
    {
        if (IsKind(stream.AsSpan(0, stream.IndexOf('/', StringComparison.Ordinal))))
        {
            yield return stream;
        }

        foreach (var reference in fact.References)
        {
            if (IsKind(reference.Kind))
            {
                yield return reference.ToString();
            }
        }
    }

    private static bool IsKind(ReadOnlySpan<char> kind) =>
        kind is "party" or "pool" or "facility" or "contract" or "lien";

    private static bool IsOpening(IFact fact) =>
        fact is PartyRegistered or PoolRegistered or FacilityOpened or OfftakeSigned or LienRegistered;

    private bool IsOpened(string key) => key[..key.IndexOf('/', StringComparison.Ordinal)] switch
    {
        "party" => knowledge.About<PartyRegistered>(key).Count > 0,
        "pool" => knowledge.About<PoolRegistered>(key).Count > 0,
        "facility" => knowledge.About<FacilityOpened>(key).Count > 0,
        "contract" => knowledge.About<OfftakeSigned>(key).Count > 0,
        _ => knowledge.About<LienRegistered>(key).Count > 0,
    };

    private void Wait(string stream, string reference, IStated fact)
    {
        if (!waiting.TryGetValue(reference, out var streams))
        {
            waiting.Add(reference, streams = new SortedSet<string>(StringComparer.Ordinal));
        }

        if (streams.Add(stream))
        {
            log.Open(Rule, stream, reference, fact.ValidTime.InUtc().Date, fact.Id.Source);
        }
    }

    /// <summary>The opening fact came, or was taken back.</summary>
    private void Opened(string key, FactChange change)
    {
        if (IsOpened(key))
        {
            foreach (var stream in waiting.Remove(key, out var streams) ? streams : [])
            {
                log.Close(Rule, stream, key);
            }

            return;
        }

        foreach (var fact in knowledge.About(key))
        {
            Wait(((IFact)fact.Data).Stream, key, fact);
        }
    }

    /// <summary>A fact that was replaced may have been the only one of its stream to speak of something.</summary>
    private void Recheck(string stream, IFact before)
    {
        foreach (var reference in References(before, stream))
        {
            if (waiting.TryGetValue(reference, out var streams) && streams.Contains(stream)
                && knowledge.About(reference).All(fact => ((IFact)fact.Data).Stream != stream))
            {
                streams.Remove(stream);
                log.Close(Rule, stream, reference);
            }
        }
    }
}
