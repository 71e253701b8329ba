using NodaTime;
using RiskMonitor.Offtake;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>One offtake contract over time, as known now.</summary>
internal sealed class Contract
{
    private readonly List<(LocalDate From, ContractTerms Terms)> versions = [];

    private Contract(string id, OfftakeSigned signed) => (Id, Signed) = (id, signed);

    public string Id { get; }

    public OfftakeSigned Signed { get; }

    public LocalDate SignedOn { get; private set; }

    public LocalDate? FirstOrder { get; private set; }

    public LocalDate? Terminated { get; private set; }

    /// <summary>Take-or-pay and reservation are paid whether the hours are used or not.</summary>
    public bool IsReserved => Signed.Kind is OfftakeKind.TakeOrPay or OfftakeKind.Reservation;

    /// <summary>Null while nobody has filed its signing.</summary>
    public static Contract? Read(Knowledge knowledge, string id, DateTimeZone zone)
    {
        var key = $"contract/{id}";
        var signed = knowledge.About<OfftakeSigned>(key);
        if (signed.Count == 0)
        {
            return null;
        }

        var contract = new Contract(id, signed[^1].Data) { SignedOn = signed[^1].ValidTime.InZone(zone).Date };
        var terms = ContractTerms.Of(contract.Signed);
        contract.versions.Add((LocalDate.MinIsoValue, terms));
        foreach (var amended in knowledge.About<OfftakeAmended>(key))
        {
            terms = terms.With(amended.Data);
            contract.versions.Add((amended.ValidTime.InZone(zone).Date, terms));
        }

        foreach (var ordered in knowledge.About<OfftakeOrdered>(key))
        {
            contract.FirstOrder ??= ordered.ValidTime.InZone(zone).Date;
        }

        foreach (var terminated in knowledge.About<OfftakeTerminated>(key))
        {
            contract.Terminated ??= terminated.ValidTime.InZone(zone).Date;
        }

        return contract;
    }

    /// <summary>The terms in force on the day; before the first amendment those that were signed.</summary>
    public ContractTerms At(LocalDate day)
    {
        for (var index = versions.Count - 1; index > 0; index--)
        {
            if (versions[index].From <= day)
            {
                return versions[index].Terms;
            }
        }

        return versions[0].Terms;
    }

    /// <summary>Whether it runs at the end of the day: from its start, until it ends or is terminated.</summary>
    public bool IsInForce(LocalDate day)
    {
        var terms = At(day);
        return SignedOn <= day && terms.Start <= day && day <= terms.End && !(Terminated <= day);
    }

    /// <summary>Take-or-pay earns at once, any other contract from its first order on.</summary>
    public bool IsCalledOff(LocalDate day) => Signed.Kind == OfftakeKind.TakeOrPay || FirstOrder <= day;
}

/// <summary>Terms of a contract from one day on.</summary>
internal sealed record ContractTerms(
    Money Price,
    LocalDate Start,
    LocalDate End,
    LocalDate? NonCancellableUntil,
    Ratio CommittedUse,
    int PaymentTermsDays,
    Prepayment? Prepayment,
    BackStop? BackStop,
    Sequence<PoolShare> Pools)
{
    public static ContractTerms Of(OfftakeSigned signed) => new(
        signed.PricePerCardHour, signed.Start, signed.End, signed.NonCancellableUntil.ValueOrNull(),
        signed.CommittedUse, signed.PaymentTermsDays, signed.Prepayment.OrNull(), signed.BackStop.OrNull(),
        signed.Pools);

    public ContractTerms With(OfftakeAmended amended) => new(
        amended.PricePerCardHour ?? Price,
        Start,
        amended.End ?? End,
        amended.NonCancellableUntil is { } until ? until.ValueOrNull() : NonCancellableUntil,
        amended.CommittedUse ?? CommittedUse,
        amended.PaymentTermsDays ?? PaymentTermsDays,
        amended.Prepayment is { } prepayment ? prepayment.OrNull() : Prepayment,
        amended.BackStop is { } backStop ? backStop.OrNull() : BackStop,
        amended.Pools ?? Pools);

    /// <summary>Share of the pool's capacity that serves the contract; 0 where the pool does not serve it.</summary>
    public decimal ShareOf(PoolId pool)
    {
        var share = 0m;
        foreach (var part in Pools)
        {
            share += part.Pool == pool ? part.ShareOfCapacity.Value : 0m;
        }

        return share;
    }
}
