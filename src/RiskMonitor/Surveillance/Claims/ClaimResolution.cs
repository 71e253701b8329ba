using NodaTime;
using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Follows a lien to the cards that it lies on at the end of a day.</summary>
/// <remarks>
/// A serial that was replaced after the lien came to lie on it continues under its new serial. A replaced serial that
/// another pool holds is that pool's card from then on: a lien that came later lies on it there, an earlier one never
/// does. A serial taken out for a fault, or scrapped, and seen again elsewhere is another card too.
/// </remarks>
internal sealed class ClaimResolution(ClaimRegister register, Knowledge knowledge)
{
    private readonly Rights rights = new(knowledge);

    public LienHistory? HistoryOf(Lien lien) => register.HistoryOf(lien);

    /// <summary>Null while the lien does not stand.</summary>
    public Cover? On(Lien lien, LocalDate day, PolicyInForce policy)
    {
        var learned = register.Learned;
        if (lien.Cover.Recall(learned, day, policy) is { } known)
        {
            return known;
        }

        if (register.HistoryOf(lien) is not { } history || history.On(day, policy) is not { } state)
        {
            return null;
        }

        var stretch = new Stretch(day);
        stretch.Turn(history.Turns(policy));
        var cover = new Cover(state, stretch) { Units = state.Objects.Units };
        if (state.Objects.Serials is { } serials)
        {
            Follow(cover, serials, day, policy);
        }
        else if (state.Objects.Claim is { } claim)
        {
            Lead(cover, claim, day, policy);
        }

        return lien.Cover.Keep(learned, policy, stretch, cover);
    }

    /// <summary>Facts about pools and rights that lead from the lien to cards of these pools.</summary>
    public IEnumerable<IStated> Facts(Cover cover, IEnumerable<PoolNode> pools)
    {
        foreach (var pool in pools)
        {
            foreach (var fact in cover.State.Objects.Claim is { } claim ? rights.Facts(claim, pool) : [])
            {
                yield return fact;
            }
        }
    }

    private void Follow(Cover cover, Sequence<SerialCommitment> serials, LocalDate day, PolicyInForce policy)
    {
        var pools = new HashSet<PoolNode>();
        foreach (var serial in serials)
        {
            var since = cover.State.Since(serial);
            if (Present(serial, since, day, policy, pools) is { } present)
            {
                var holder = register.PoolsOf(present)
                    .FirstOrDefault(pool => register.CardsOf(pool, policy).Holds(present, day));
                if (holder is not null)
                {
                    pools.Add(holder);
                }

                foreach (var pool in register.PoolsOf(present))
                {
                    pools.Add(pool);
                }

                cover.Cards[present] = new CoveredCard(
                    cover.Cards.TryGetValue(present, out var twice) ? LocalDate.Min(twice.Since, since) : since,
                    holder);
            }
        }

        foreach (var pool in pools)
        {
            cover.Stretch.Turn(register.CardsOf(pool, policy).Turns);
        }
    }

    /// <summary>The serial under which the card that was meant stands on that day; null when it is gone.</summary>
    private SerialCommitment? Present(
        SerialCommitment serial, LocalDate since, LocalDate day, PolicyInForce policy, HashSet<PoolNode> pools)
    {
        HashSet<SerialCommitment>? seen = null;
        while (true)
        {
            var next = Next(serial, since, day, policy, pools);
            if (next is null)
            {
                return serial;
            }

            if (next.Successor is not { } successor)
            {
                return null;
            }

            seen ??= [serial];
            if (!seen.Add(successor))
            {
                return successor; // serials that replace each other in a ring
            }

            (serial, since) = (successor, LocalDate.Max(since, next.Day));
        }
    }

    private Departure? Next(
        SerialCommitment serial, LocalDate since, LocalDate day, PolicyInForce policy, HashSet<PoolNode> pools)
    {
        Departure? next = null;
        foreach (var pool in register.PoolsOf(serial))
        {
            pools.Add(pool);
            foreach (var departure in register.CardsOf(pool, policy).Departures(serial))
            {
                var elsewhere = register.PoolsOf(serial)
                    .Any(other => other != pool && register.CardsOf(other, policy).Holds(serial, day));
                var meant = since < departure.Day;
                var follows = departure.Successor is not null ? meant || !elsewhere
                    : departure.Destroyed && meant && elsewhere;
                if (departure.Day <= day && follows && (next is null || departure.Day < next.Day))
                {
                    next = departure;
                }
            }
        }

        return next;
    }

    private void Lead(Cover cover, ClaimObject claim, LocalDate day, PolicyInForce policy)
    {
        var right = ClaimRegister.RightKey(claim);
        var since = cover.State.SinceWhole();
        foreach (var pool in register.PoolsOfRight(right))
        {
            if (rights.Share(claim, pool, day, policy, cover.Stretch) is not { } share)
            {
                continue;
            }

            var cards = register.CardsOf(pool, policy);
            cover.Stretch.Turn(cards.Turns);
            cover.Pools.Add(pool.Stream, new ReachedPool(pool, cards, right, share));
            foreach (var serial in cards.Present(day))
            {
                cover.Cards[serial] = new CoveredCard(since, pool);
            }
        }
    }
}
