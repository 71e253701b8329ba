using NodaTime;
using RiskMonitor.Offtake;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo;

/// <summary>One contract by which a pool's hours are sold.</summary>
/// <param name="Share">Of the pool's capacity.</param>
/// <param name="Committed">Part of the share that the buyer pays for whether it is used or not; 0 on demand.</param>
/// <param name="Price">A card-hour, in yuan; on demand the month's index print is billed instead.</param>
internal sealed record Sale(
    string Contract, string Buyer, string BuyerName, OfftakeKind Kind, decimal Share, decimal Committed, decimal Price)
{
    public LocalDate Start { get; init; } = new(2024, 7, 1);

    public LocalDate End { get; init; } = new(2027, 6, 30);

    public int TermsDays { get; init; } = 30;

    /// <summary>Days after the end of the month on which the bank books the money.</summary>
    public int PaidAfterDays { get; init; } = 12;

    public bool IsOnDemand => Kind == OfftakeKind.OnDemand;

    public PartyId BuyerParty => PartyId.Of(Buyer);

    public ContractId Id => ContractId.Of(Contract);

    public void Sign(Archive archive, Pool pool)
    {
        var signed = Start.PlusDays(-10);
        Parties.Buyer(archive, pool.Reporter, BuyerParty, BuyerName);
        archive.File(
            pool.Reporter, $"{Contract}-signed", signed,
            new OfftakeSigned(
                Id, pool.OperatorParty, BuyerParty, Kind, pool.Chip,
                IsOnDemand ? Disclosed.Not<int>("not-applicable") : Disclosed.Of((int)(pool.Cards * Share)),
                Disclosed.Not<CardHours>("not-applicable"), Pool.Cny(Price), Start, End,
                IsOnDemand ? Disclosed.Not<LocalDate>("not-applicable") : Disclosed.Of(End), new Ratio(Committed),
                Disclosed.Not<Prepayment>("not-applicable"), TermsDays, Disclosed.Not<BackStop>("not-applicable"),
                [new PoolShare(pool.Id, new Ratio(Share))]),
            "contract");
        if (Kind != OfftakeKind.TakeOrPay)
        {
            archive.File(
                pool.Reporter, $"{Contract}-ordered", Start,
                new OfftakeOrdered(Id, Disclosed.Not<int>("not-applicable")), "first order");
        }
    }
}
