using NodaTime;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>What two liens both lie on at the end of one day.</summary>
/// <param name="First">Of the two in the order of their names; null while one of them does not stand.</param>
/// <param name="Cards">Cards claimed by both, those not counted on which one claim is derived.</param>
/// <param name="Since">First day from which both lie on one of these cards.</param>
/// <param name="Pools">Pools that hold these cards.</param>
internal sealed record Overlap(
    Cover? First, Cover? Second, int Cards, LocalDate Since, IReadOnlyList<PoolNode> Pools)
{
    public static readonly Overlap None = new(null, null, 0, LocalDate.MinIsoValue, []);
}

/// <summary>Finds what two liens have in common, through serials, leases, receivables and replacements.</summary>
internal sealed class OverlapFinder(ClaimRegister register, ClaimResolution resolution)
{
    public Overlap On(Pair pair, LocalDate day, PolicyInForce policy)
    {
        if (pair.Overlap.Recall(register.Learned, day, policy) is { } known)
        {
            return known;
        }

        var stretch = new Stretch(day);
        foreach (var history in (ReadOnlySpan<LienHistory?>)[
            register.HistoryOf(pair.First), register.HistoryOf(pair.Second)])
        {
            stretch.Turn(history?.Turns(policy) ?? []);
        }

        var overlap = resolution.On(pair.First, day, policy) is { } first
            && resolution.On(pair.Second, day, policy) is { } second
            ? Of(first, second, day, policy, stretch)
            : Overlap.None;
        return pair.Overlap.Keep(register.Learned, policy, stretch, overlap);
    }

    private Overlap Of(Cover first, Cover second, LocalDate day, PolicyInForce policy, Stretch stretch)
    {
        stretch.Turn(first.Stretch);
        stretch.Turn(second.Stretch);
        var origins = Derivation.OfOneOnly(
            Derivation.Origins(first, resolution, day, policy, stretch),
            Derivation.Origins(second, resolution, day, policy, stretch));
        var pools = new SortedDictionary<string, PoolNode>(StringComparer.Ordinal);
        var apart = Apart(first, second);
        var (cards, since) = (0, LocalDate.MaxIsoValue);
        var (small, large) = first.Cards.Count <= second.Cards.Count ? (first, second) : (second, first);
        foreach (var (serial, card) in small.Cards)
        {
            if (large.Cards.TryGetValue(serial, out var other)
                && !(card.Pool is { } pool && apart.Contains(pool.Stream))
                && !origins.Exists(origin => origin.Cards.ContainsKey(serial)))
            {
                cards++;
                since = LocalDate.Min(since, LocalDate.Max(card.Since, other.Since));
                if ((card.Pool ?? other.Pool) is { } holder)
                {
                    pools.TryAdd(holder.Stream, holder);
                }
            }
        }

        foreach (var (key, reached) in first.Pools)
        {
            var whole = !reached.Cards.HasSerials && second.Pools.ContainsKey(key) && !apart.Contains(key)
                && !origins.Exists(origin => origin.Pools.ContainsKey(key));
            if (whole && reached.Cards.Terms is { } terms)
            {
                cards += terms.Cards;
                since = LocalDate.Min(
                    since, LocalDate.Max(first.State.SinceWhole(), second.State.SinceWhole()));
                pools.TryAdd(key, reached.Node);
            }
        }

        return new Overlap(first, second, cards, since, [.. pools.Values]);
    }

    /// <summary>
    /// Pools in which two different contracts take no more than the whole together: each has cards of its own.
    /// </summary>
    private static SortedSet<string> Apart(Cover first, Cover second)
    {
        var apart = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, one) in first.Pools)
        {
            if (second.Pools.TryGetValue(key, out var other) && one.Right != other.Right
                && one.Share.Value + other.Share.Value <= 1m)
            {
                apart.Add(key);
            }
        }

        return apart;
    }
}
