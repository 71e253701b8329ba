using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>What one fact did here: whom it concerns, from when on, and on which days to come it will matter.</summary>
/// <param name="From">Null: from the first day of each subject on.</param>
internal sealed record Intake(
    Touched Touched, Instant? From, Func<PolicyInForce, IEnumerable<LocalDate>> Turns)
{
    public static Intake Of(Touched touched, Instant? from) => new(touched, from, _ => []);
}

/// <summary>Takes facts about cards, liens, rights and loans into the register.</summary>
internal sealed class ClaimIntake(Knowledge knowledge, ClaimRegister register, TurningDays turning)
{
    private readonly Dictionary<PoolNode, Instant> seen = [];

    /// <summary>Null where the fact is none of this book's.</summary>
    public Intake? Take(FactChange change) => change.Data switch
    {
        LienRegistered or LienAmended or LienRanked or LienAssigned or LienReleased => Lien(change),
        PoolRegistered or CardsDelivered or CardsReplaced or CardsRetired or CardsMoved or CardsCommissioned
            or CardsCounted or PoolLeased or PoolLeaseEnded => Pool(change),
        OfftakeSigned or OfftakeAmended or OfftakeTerminated => Contract(change),
        FacilityOpened or FacilityAmended or FacilityDrawn or FacilityClosed or GuaranteeGiven => Facility(change),
        UtilizationReported or EnergyMetered => Use(change),
        _ => null,
    };

    private Intake Lien(FactChange change)
    {
        var touched = new Touched();
        var lien = register.LienOf(ReferenceOf(change.Data));
        register.Forget(lien);
        var from = Instant.MaxValue;
        foreach (var side in Sides(change))
        {
            var objects = (side.Data as LienRegistered)?.Objects ?? (side.Data as LienAmended)?.Objects;
            if (objects is not null)
            {
                register.Lay(lien, objects, touched);
            }

            from = Instant.Min(from, (side.Data as LienRegistered)?.RegisteredAt ?? side.ValidTime);
        }

        touched.Add(lien);
        return new Intake(touched, from, policy => lien.Pairs.Values.Select(pair => pair.Other(lien)).Prepend(lien)
            .SelectMany(each => turning.Of(each, policy))); // a new pair turns on the days of the older lien too
    }

    private static LienReference ReferenceOf(object data) => data switch
    {
        LienRegistered lien => new LienReference(lien.Registry, lien.Number),
        LienAmended lien => new LienReference(lien.Registry, lien.Number),
        LienRanked lien => new LienReference(lien.Registry, lien.Number),
        LienAssigned lien => new LienReference(lien.Registry, lien.Number),
        LienReleased lien => new LienReference(lien.Registry, lien.Number),
        _ => throw new InvalidOperationException($"{data.GetType().Name} is about no lien."),
    };

    private Intake Pool(FactChange change)
    {
        var touched = new Touched();
        Instant? from = Instant.MaxValue;
        PoolNode? node = null;
        foreach (var side in Sides(change))
        {
            node = register.Pool(PoolOf(side.Data));
            register.Forget(node);
            Index(node, side.Data, touched);
            touched.Add(node);
            from = side.Data is PoolRegistered || from is null
                ? null // it may move what meets in it to another jurisdiction
                : Instant.Min(from.Value, side.ValidTime);
        }

        if (change.Data is PoolRegistered or CardsMoved or PoolLeased or PoolLeaseEnded)
        {
            foreach (var lien in node!.RightLiens)
            {
                touched.Add(lien);
            }
        }

        return new Intake(touched, from, policy => turning.Of(node!, policy));
    }

    private void Index(PoolNode node, object data, Touched touched)
    {
        switch (data)
        {
            case PoolRegistered registered:
                register.Stand(node, registered.Site, registered.Chip);
                register.Hold(node, registered.Serials, touched);
                break;
            case CardsDelivered delivered:
                register.Hold(node, delivered.Serials, touched);
                break;
            case CardsReplaced replaced:
                foreach (var card in replaced.Replacements)
                {
                    register.Hold(node, [card.Old, card.New], touched);
                    register.Continue(card.Old, card.New, touched);
                }

                break;
            case CardsRetired retired:
                register.Hold(node, retired.Serials, touched);
                break;
            case CardsMoved moved:
                foreach (var registered in knowledge.About<PoolRegistered>(node.Stream))
                {
                    register.Stand(node, moved.To, registered.Data.Chip);
                }

                break;
            case CardsCounted counted:
                register.Stand(node, counted.Site, counted.Chip);
                break;
            case PoolLeased leased:
                register.Lease(leased.Lease, leased.ParentLease.OrNull(), node, touched);
                break;
        }
    }

    private static PoolId PoolOf(object data) => data switch
    {
        PoolRegistered fact => fact.Pool,
        CardsDelivered fact => fact.Pool,
        CardsReplaced fact => fact.Pool,
        CardsRetired fact => fact.Pool,
        CardsMoved fact => fact.Pool,
        CardsCommissioned fact => fact.Pool,
        CardsCounted fact => fact.Pool,
        PoolLeased fact => fact.Pool,
        PoolLeaseEnded fact => fact.Pool,
        UtilizationReported fact => fact.Pool,
        EnergyMetered fact => fact.Pool,
        _ => throw new InvalidOperationException($"{data.GetType().Name} is about no pool."),
    };

    private Intake? Contract(FactChange change)
    {
        var touched = new Touched();
        var from = Instant.MaxValue;
        ContractId? contract = null;
        foreach (var side in Sides(change))
        {
            (contract, var pools) = side.Data switch
            {
                OfftakeSigned signed => (signed.Contract, signed.Pools),
                OfftakeAmended amended => (amended.Contract, amended.Pools ?? []),
                OfftakeTerminated terminated => (terminated.Contract, []),
                _ => throw new InvalidOperationException($"{side.Data.GetType().Name} is about no contract."),
            };
            foreach (var share in pools)
            {
                register.Sell(contract, register.Pool(share.Pool), touched);
            }

            from = Instant.Min(from, side.ValidTime);
        }

        var pledged = register.LiensOfContract(contract!).ToList();
        if (pledged.Count == 0)
        {
            return null; // nobody took its receivables
        }

        register.Forget();
        pledged.ForEach(touched.Add);
        return new Intake(touched, from, policy => turning.Of(contract!, policy));
    }

    private Intake Facility(FactChange change)
    {
        var touched = new Touched();
        var from = Instant.MaxValue;
        foreach (var side in Sides(change))
        {
            var (facility, pools) = side.Data switch
            {
                FacilityOpened opened => (opened.Facility, opened.Pools),
                FacilityAmended amended => (amended.Facility, amended.Pools ?? []),
                FacilityDrawn drawn => (drawn.Facility, PoolsOf(drawn.Facility)),
                FacilityClosed closed => (closed.Facility, PoolsOf(closed.Facility)),
                GuaranteeGiven given => (given.Facility, PoolsOf(given.Facility)),
                _ => throw new InvalidOperationException($"{side.Data.GetType().Name} is about no facility."),
            };
            foreach (var pool in pools.Where(pool => register.Pools.ContainsKey(pool.Value)))
            {
                touched.AddDelivery(register.Pool(pool));
            }

            foreach (var registered in knowledge.About<LienRegistered>($"facility/{facility}"))
            {
                var lien = register.LienOf(ReferenceOf(registered.Data));
                if (side.Data is GuaranteeGiven)
                {
                    touched.Add(lien); // a guarantor is a party to whatever is said of a lien for its facility
                }
                else
                {
                    AddDeliveries(lien, touched);
                }
            }

            from = Instant.Min(from, side.ValidTime);
        }

        return new Intake(touched, from, policy => DaysOf(change, policy));
    }

    private static void AddDeliveries(Lien lien, Touched touched)
    {
        foreach (var pool in lien.Pools.Values.Concat(lien.Sites.Values.SelectMany(site => site.Pools.Values)))
        {
            touched.AddDelivery(pool);
        }
    }

    private Sequence<PoolId> PoolsOf(FacilityId facility) =>
    [
        .. knowledge.About<FacilityOpened>($"facility/{facility}").SelectMany(opened => opened.Data.Pools),
        .. knowledge.About<FacilityAmended>($"facility/{facility}").SelectMany(amended => amended.Data.Pools ?? []),
    ];

    /// <summary>
    /// Of the many facts of use only those matter that show a card earlier than before, or take that back.
    /// </summary>
    private Intake? Use(FactChange change)
    {
        if (!register.Pools.TryGetValue(PoolOf(change.Data).Value, out var pool))
        {
            return null; // a pool that is only spoken of: its registration will ask for what was seen
        }

        var at = change.After is { } after && Delivery.Sees(after.Data) ? after.ValidTime : (Instant?)null;
        if (change.Before is null && (at is null || (seen.TryGetValue(pool, out var first) && first <= at)))
        {
            return null;
        }

        if (change.Before is not null)
        {
            seen.Remove(pool);
        }
        else
        {
            seen[pool] = at!.Value;
        }

        var from = Sides(change).Min(side => side.ValidTime);
        var touched = new Touched();
        touched.AddDelivery(pool);
        return new Intake(touched, from, policy => DaysOf(change, policy));
    }

    /// <summary>A correction may move a fact to a later day, which has its turn as well.</summary>
    private static IEnumerable<LocalDate> DaysOf(FactChange change, PolicyInForce policy) =>
        Sides(change).Select(side => policy.DayOf(side.ValidTime));

    private static IEnumerable<IStated> Sides(FactChange change) =>
        ((IStated?[])[change.Before, change.After]).OfType<IStated>();
}
