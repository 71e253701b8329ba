using NodaTime;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Counts the claims on one chip at one site.</summary>
/// <remarks>
/// Counted once: a serial per secured party; claims under one intercreditor reference; a claim that another one pays
/// off; a claim and the one derived from it. Of a floating charge and of a junior claim nothing is counted. A claim
/// without rank that is no title claim is junior on serials that somebody else claimed before, and counts in full
/// on units, of which nobody can tell whether they are the same. While the time in which a new claim may pay off
/// older ones runs, it counts beside older claims of its grantor only as far as it goes beyond them.
/// </remarks>
internal sealed class SiteCounter(ClaimRegister register, ClaimResolution resolution)
{
    public SiteClaims On(SiteNode site, LocalDate day, PolicyInForce policy)
    {
        if (site.Claims.Recall(register.Learned, day, policy) is { } known)
        {
            return known;
        }

        var stretch = new Stretch(day);
        var covers = Standing(site, day, policy, stretch);
        var (counted, pools) = Count(site, covers, day, policy, stretch);
        return site.Claims.Keep(register.Learned, policy, stretch, new SiteClaims(counted, covers, pools));
    }

    /// <summary>Whether the pool's cards are of that chip and stand at that site.</summary>
    public bool IsHere(PoolNode? pool, SiteNode site, LocalDate day, PolicyInForce policy) =>
        pool is not null && register.CardsOf(pool, policy) is var cards
        && cards.Terms?.Chip == site.Chip && cards.SiteOn(day) == site.Site;

    private List<Cover> Standing(SiteNode site, LocalDate day, PolicyInForce policy, Stretch stretch)
    {
        var liens = new SortedSet<Lien>(site.UnitLiens, Lien.ByName);
        foreach (var pool in site.Pools.Values)
        {
            stretch.Turn(register.CardsOf(pool, policy).Turns);
            liens.UnionWith(pool.Liens);
        }

        var covers = new List<Cover>();
        foreach (var lien in liens)
        {
            stretch.Turn(register.HistoryOf(lien)?.Turns(policy) ?? []);
            if (resolution.On(lien, day, policy) is { } cover)
            {
                stretch.Turn(cover.Stretch);
                if (LiesOn(cover, site) || cover.Cards.Values.Any(card => IsHere(card.Pool, site, day, policy))
                    || cover.Pools.Values.Any(pool => IsHere(pool.Node, site, day, policy)))
                {
                    covers.Add(cover);
                }
            }
        }

        covers.Sort((one, other) =>
            one == other ? 0 : one.State.RegisteredBefore(other.State) ? -1 : 1);
        return covers;
    }

    private (long Counted, IReadOnlyList<PoolNode> Pools) Count(
        SiteNode site, List<Cover> covers, LocalDate day, PolicyInForce policy, Stretch stretch)
    {
        var pools = new SortedDictionary<string, PoolNode>(StringComparer.Ordinal);
        var claims = Claims(site, covers, day, policy, pools);
        var ofParty = new SortedDictionary<string, HashSet<SerialCommitment>>(StringComparer.Ordinal);
        var ofGrantor = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var claimed = new HashSet<SerialCommitment>();
        var absorbed = new HashSet<(Lien Origin, string Card)>();
        foreach (var claim in claims)
        {
            var origins = claim.Covers.Count == 1 ? Origins(claim.Covers[0], covers) : [];
            if (!ofParty.TryGetValue(claim.SecuredParty, out var own))
            {
                ofParty.Add(claim.SecuredParty, own = []);
            }

            var yields = claim.Covers.TrueForAll(cover => cover.State.Alone() is null);
            var counted = IsAbsorbed(claim, origins, site, absorbed) ? 0 : claim.Units;
            foreach (var serial in claim.Cards.Keys)
            {
                var isDerived = origins.Exists(origin =>
                    (origin.Cards.ContainsKey(serial) || LiesOn(origin, site))
                    && absorbed.Add((origin.State.Lien, serial.Value)));
                if (!isDerived && !own.Contains(serial) && !(yields && claimed.Contains(serial)))
                {
                    counted++;
                    own.Add(serial);
                    claimed.Add(serial);
                }
            }

            var settled = policy.Document.Calendar.Plus(
                claim.Since, policy.Document.Rules.ColDup.RefinancingBusinessDays.Value);
            stretch.Turn(settled);
            var before = ofGrantor.GetValueOrDefault(claim.Grantor.Value);
            ofGrantor[claim.Grantor.Value] = settled <= day ? before + counted : Math.Max(before, counted);
        }

        return (ofGrantor.Values.Sum(), [.. pools.Values]);
    }

    /// <summary>One derived claim goes up in its origin; a second of that origin is a claim beside it.</summary>
    private static bool IsAbsorbed(
        SiteClaim claim, List<Cover> origins, SiteNode site, HashSet<(Lien Origin, string Card)> absorbed) =>
        claim.Units > 0 && origins.Exists(origin =>
            (LiesOn(origin, site) || origin.Pools.Keys.Any(claim.Covers[0].Pools.ContainsKey))
            && absorbed.Add((origin.State.Lien, string.Empty)));

    private static bool LiesOn(Cover cover, SiteNode site) =>
        cover.Units is { } units && units.Site == site.Site && units.Chip == site.Chip;

    private static List<Cover> Origins(Cover cover, List<Cover> covers) => cover.State.Objects.Claim is null
        ? []
        : covers.FindAll(other => Derivation.IsOrigin(other.State, cover.State));

    private List<SiteClaim> Claims(
        SiteNode site,
        List<Cover> covers,
        LocalDate day,
        PolicyInForce policy,
        SortedDictionary<string, PoolNode> pools)
    {
        var claims = new List<SiteClaim>();
        var agreed = new SortedDictionary<string, SiteClaim>(StringComparer.Ordinal);
        foreach (var cover in covers)
        {
            var state = cover.State;
            var paidOff = covers.Exists(other => other != cover && other.State.PaysOff.Contains(state.Lien.Reference));
            if (paidOff || state.Alone() is Seniority.Junior or Seniority.Blanket)
            {
                continue;
            }

            if (state.Intercreditor is not { } agreement)
            {
                claims.Add(new SiteClaim(cover, $"party {state.Holder}"));
                Fill(claims[^1], cover, site, day, policy, pools);
            }
            else if (agreed.TryGetValue(agreement, out var together))
            {
                together.Covers.Add(cover);
                Fill(together, cover, site, day, policy, pools);
            }
            else
            {
                claims.Add(new SiteClaim(cover, $"agreement {agreement}"));
                agreed.Add(agreement, claims[^1]);
                Fill(claims[^1], cover, site, day, policy, pools);
            }
        }

        return claims.FindAll(claim => claim.Units > 0 || claim.Cards.Count > 0);
    }

    private void Fill(
        SiteClaim claim,
        Cover cover,
        SiteNode site,
        LocalDate day,
        PolicyInForce policy,
        SortedDictionary<string, PoolNode> pools)
    {
        long units = LiesOn(cover, site) ? cover.Units!.Cards : 0;
        var since = units > 0 ? cover.State.SinceWhole() : LocalDate.MaxIsoValue;
        foreach (var (serial, card) in cover.Cards)
        {
            if (card.Pool is { } pool && IsHere(pool, site, day, policy))
            {
                claim.Cards.TryAdd(serial, card);
                since = LocalDate.Min(since, card.Since);
                pools.TryAdd(pool.Stream, pool);
            }
        }

        foreach (var reached in cover.Pools.Values)
        {
            if (!reached.Cards.HasSerials && IsHere(reached.Node, site, day, policy))
            {
                units += (long)Math.Ceiling(reached.Cards.Terms!.Cards * reached.Share.Value);
                since = LocalDate.Min(since, cover.State.SinceWhole());
                pools.TryAdd(reached.Node.Stream, reached.Node);
            }
        }

        claim.Units = Math.Max(claim.Units, units); // of one agreement the largest; of one lien, its own
        claim.Since = LocalDate.Min(claim.Since, since);
    }
}
