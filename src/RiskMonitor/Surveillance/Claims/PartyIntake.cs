using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Takes in who somebody is: whose word is a registry's, where a grantor is, who is related to whom.</summary>
internal sealed class PartyIntake(Knowledge knowledge, ClaimRegister register, Groups groups)
{
    /// <summary>Whom it concerns, and from which day on; the day is null for all of their days.</summary>
    public (Touched Touched, LocalDate? From)? Take(FactChange change)
    {
        var regrouped = groups.Notice(change);
        var touched = new Touched();
        switch (change.Data)
        {
            case PartyRegistered registered:
                Reweigh(register.Registries.Notice(change), touched);
                AddAll(registered.Party, touched);
                return (touched, null);
            case PartyRelationDeclared declared when regrouped is not null:
                AddConnected(declared.Party, declared.Related, touched);
                return (touched, regrouped);
            case PartyRelationEnded ended when regrouped is not null:
                AddConnected(ended.Party, ended.Related, touched);
                return (touched, regrouped);
            default:
                return null;
        }
    }

    /// <summary>A source became a registry's, or ceased to be: its word counts otherwise from now on.</summary>
    private void Reweigh(IReadOnlyCollection<string> sources, Touched touched)
    {
        if (sources.Count == 0)
        {
            return;
        }

        foreach (var lien in register.Liens)
        {
            register.Forget(lien);
            touched.Add(lien);
        }
    }

    /// <summary>
    /// Everybody who was ever connected with one of the two, whenever: more than need be, and far fewer than all.
    /// </summary>
    private void AddConnected(PartyId party, PartyId related, Touched touched)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal) { party.Value, related.Value };
        var queue = new Queue<PartyId>([party, related]);
        while (queue.TryDequeue(out var next))
        {
            AddAll(next, touched);
            foreach (var stated in knowledge.About<PartyRelationDeclared>($"party/{next}"))
            {
                foreach (var other in (ReadOnlySpan<PartyId>)[stated.Data.Party, stated.Data.Related])
                {
                    if (stated.Data.Relation is PartyRelation.Control or PartyRelation.CommonDirector
                        && seen.Add(other.Value))
                    {
                        queue.Enqueue(other);
                    }
                }
            }
        }
    }

    private void AddAll(PartyId party, Touched touched)
    {
        foreach (var stated in knowledge.About<LienRegistered>($"party/{party}"))
        {
            touched.Add(register.LienOf(new LienReference(stated.Data.Registry, stated.Data.Number)));
        }

        foreach (var stated in knowledge.About<LienAssigned>($"party/{party}"))
        {
            touched.Add(register.LienOf(new LienReference(stated.Data.Registry, stated.Data.Number)));
        }

        foreach (var stated in knowledge.About<PoolRegistered>($"party/{party}"))
        {
            var pool = register.Pool(stated.Data.Pool);
            touched.Add(pool);
            foreach (var lien in pool.Liens)
            {
                touched.Add(lien);
            }
        }
    }
}
