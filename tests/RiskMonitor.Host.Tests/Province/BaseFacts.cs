using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Tests.Province;

/// <summary>What no vendor's file says: who is who, which pools there are, and what was signed.</summary>
internal static class BaseFacts
{
    private static readonly LocalDate Signed = new(2024, 1, 1);
    private static readonly Jurisdiction Place = Jurisdiction.Of("340100");

    public static IEnumerable<string> Of(TruePool pool, string source)
    {
        var id = PoolId.Of(pool.Id);
        var contract = ContractId.Of(pool.Contract);
        var chip = ChipModel.Of(pool.Chip);
        IFact[] facts =
        [
            Party(pool.Owner, PartyRole.Operator),
            Party(pool.Tenant, PartyRole.Offtaker),
            new PoolRegistered(
                id, PartyId.Of(pool.Owner), PartyId.Of(pool.Owner), Place, SiteId.Of($"site-{pool.Id}"),
                Disclosed.Not<string>("not-collected"), chip, pool.Cards, Currency.Of("CNY"), [],
                Disclosed.Not<Money>("not-collected"), Disclosed.Not<FacilityId>("not-collected"),
                Disclosed.Not<LocalDate>("not-collected")),
            new CardsCommissioned(id, pool.Cards),
            new OfftakeSigned(
                contract, PartyId.Of(pool.Owner), PartyId.Of(pool.Tenant), pool.Kind, chip,
                Disclosed.Not<int>("not-collected"), Disclosed.Not<CardHours>("not-collected"),
                new Money(10m, Currency.Of("CNY")), Signed, new LocalDate(2028, 12, 31),
                Disclosed.Not<LocalDate>("not-applicable"), new Ratio(1m), Disclosed.Not<Prepayment>("not-applicable"),
                PaymentTermsDays: 30, Disclosed.Not<BackStop>("not-applicable"),
                [new PoolShare(id, new Ratio(pool.Share))]),
            new OfftakeOrdered(contract, Disclosed.Not<int>("not-collected")),
        ];
        return facts.Select((fact, number) => Lines.Of(source, $"{pool.Id}-{number}", Signed, fact));
    }

    public static PartyRegistered Party(string party, PartyRole role) =>
        new(PartyId.Of(party), party, [], Place, [role]);
}
