using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>Where a subject belongs and whom it concerns: who may see what is found of it.</summary>
internal sealed record Scope(Jurisdiction? Jurisdiction, Sequence<PartyId> Parties)
{
    public static readonly Scope Unknown = new(Jurisdiction: null, []);
}

/// <summary>Finds the scope of any stream from what is known of it now.</summary>
internal sealed class Scopes(Knowledge knowledge)
{
    public Scope Of(string stream)
    {
        var parts = stream.Split('/');
        return parts[0] switch
        {
            "pool" or "use" or "valuation" => OfPool($"pool/{parts[1]}"),
            "contract" or "bill" => OfContract($"contract/{parts[1]}"),
            "facility" => OfFacility(stream),
            "lien" => OfLien(stream),
            "party" or "account" => OfParty($"party/{parts[1]}"),
            _ => Scope.Unknown,
        };
    }

    private Scope OfPool(string pool) => Last<PoolRegistered>(pool) is { } registered
        ? new Scope(registered.Jurisdiction, Ordered(registered.Owner, registered.Operator))
        : Scope.Unknown;

    private Scope OfContract(string contract) => Last<OfftakeSigned>(contract) is { } signed
        ? new Scope(
            signed.Pools.Select(share => OfPool($"pool/{share.Pool}").Jurisdiction).FirstOrDefault(NotNull),
            Ordered(signed.Seller, signed.Buyer))
        : Scope.Unknown;

    private Scope OfFacility(string facility) => Last<FacilityOpened>(facility) is { } opened
        ? new Scope(
            opened.Pools.Select(pool => OfPool($"pool/{pool}").Jurisdiction).FirstOrDefault(NotNull)
                ?? OfParty($"party/{opened.Borrower}").Jurisdiction,
            Ordered(opened.Lender, opened.Borrower))
        : Scope.Unknown;

    private Scope OfLien(string lien) => Last<LienRegistered>(lien) is { } registered
        ? new Scope(
            OfParty($"party/{registered.Grantor}").Jurisdiction, Ordered(registered.SecuredParty, registered.Grantor))
        : Scope.Unknown;

    private Scope OfParty(string party) => Last<PartyRegistered>(party) is { } registered
        ? new Scope(registered.Jurisdiction, [registered.Party])
        : Scope.Unknown;

    private static bool NotNull(Jurisdiction? jurisdiction) => jurisdiction is not null;

    /// <summary>Asked for with every fact, so that two are put in order by hand.</summary>
    private static Sequence<PartyId> Ordered(PartyId one, PartyId other) =>
        string.CompareOrdinal(one.Value, other.Value) switch
        {
            < 0 => [one, other],
            0 => [one],
            _ => [other, one],
        };

    private T? Last<T>(string key)
        where T : class => knowledge.About<T>(key) is [.., var last] ? last.Data : null;
}
