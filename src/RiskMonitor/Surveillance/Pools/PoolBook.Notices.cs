using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Filing;
using RiskMonitor.Lending;
using RiskMonitor.Market;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Policy;
using RiskMonitor.Utilization;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What each change makes restless, from the tightest first day.</summary>
public sealed partial class PoolBook
{
    private readonly Dictionary<string, SortedSet<string>> poolsOfContract = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> poolsOfFacility = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> poolsOfParty = new(StringComparer.Ordinal);

    public void Notice(FactChange change, Restless restless)
    {
        recent.Clear();
        if (groups.Notice(change) is { } regrouped)
        {
            roundTrips.Forget();
            ForEach(pools.Keys, pool => MonthsChanged(pool, regrouped, restless));
        }

        var answered = roundTrips.Notice(change);
        var banksMoved = banks.Notice(change) is not null;
        Hear(change.Before, comes: false, change, restless);
        Hear(change.After, comes: true, change, restless);
        foreach (var payment in answered)
        {
            PeriodChanged(Of(payment.Data.Pool), Months.Of(payment.Data.Period), restless);
        }

        if (banksMoved)
        {
            BanksChanged(restless);
        }

        Follow(change, restless);
        switch (change.Data)
        {
            case UtilizationReported used:
                Of(used.Pool).Use(change);
                break;
            case FilingAccepted { Covers.Kind: ReportedKind.Payment }:
                BanksChanged(restless);
                break;
            case IndexPublished or PriceRejected:
                PricesChanged(change, restless);
                break;
            case PartyRegistered party:
                RolesChanged(change, party.Party, restless);
                break;
        }
    }

    public void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to, Restless restless)
    {
        closedDays.Clear();
        recent.Clear();
        foreach (var (key, pool) in pools)
        {
            if (pool.Registered is null || !jurisdiction.Covers(pool.Registered.Jurisdiction))
            {
                continue;
            }

            foreach (var month in pool.Unread)
            {
                pool.Month(month, months, from.PlusDays(-1)); // so that it says when it matures
            }

            pool.Unread.Clear();
            var first = from;
            while (pool.Triggers.Count > 0 && pool.Triggers.First() is var (trigger, since) && trigger <= to)
            {
                pool.Triggers.Remove(trigger);
                pool.Trailing.Clear();
                first = LocalDate.Min(first, since);
            }

            restless.Add(key, first);
        }
    }

    public void PolicyChanged(PolicyInForce policy, Restless restless)
    {
        groups.PolicyChanged();
        roundTrips.Forget();
        rates.Forget();
        securities.Forget();
        closedDays.Clear();
        recent.Clear();
        foreach (var (key, pool) in pools)
        {
            if (pool.Registered is null || policy.Jurisdiction.Covers(pool.Registered.Jurisdiction))
            {
                pool.Trailing.Clear();
                restless.Add(key, policy.EffectiveFrom);
            }
        }
    }

    public void Judged() => recent.Clear();

    /// <summary>One side of a change: what stood and went, or what came.</summary>
    private void Hear(IStated? side, bool comes, FactChange change, Restless restless)
    {
        switch (side?.Data)
        {
            case null:
                break;
            case PoolRegistered data:
                Registered(data.Pool, side, restless);
                break;
            case TitleTransferred data:
                Of(data.Pool).ReadRegistration();
                MonthsChanged(Of(data.Pool).Key, DayOf(Of(data.Pool), side), restless);
                break;
            case CardsCommissioned data:
                CardsChanged(Of(data.Pool), side, restless);
                break;
            case CardsRetired data:
                CardsChanged(Of(data.Pool), side, restless);
                break;
            case PoolCostReported data:
                restless.Add(Of(data.Pool).Key, DayOf(Of(data.Pool), side));
                break;
            case CardsCounted data:
                Count(Of(data.Pool), ReportedKind.Census, Months.DayNumber(DayOf(Of(data.Pool), side)), comes);
                restless.Add(Of(data.Pool).Key, DayOf(Of(data.Pool), side));
                break;
            case UtilizationReported data:
                UseChanged(Of(data.Pool), data, restless);
                break;
            case EnergyMetered data:
                EnergyChanged(Of(data.Pool), data, comes, restless);
                break;
            case BillIssued data:
                Link(poolsOfContract, data.Contract.Value, data.Pool);
                Link(poolsOfParty, data.Payer.Value, data.Pool);
                Of(data.Pool).Bill(data.Contract.Value, Months.Of(data.Period));
                Count(Of(data.Pool), ReportedKind.Bill, Months.Of(data.Period), comes);
                PeriodChanged(Of(data.Pool), Months.Of(data.Period), restless);
                Expected(Of(data.Pool), ReportedKind.Bill, Months.Last(Months.Of(data.Period)), restless);
                if (data.PrepaymentConsumed.IsKnown)
                {
                    ForEach(PoolsOf(poolsOfContract, data.Contract.Value), pool =>
                        restless.Add(pool, Months.Last(Months.Of(data.Period))));
                }

                break;
            case BillCredited data:
                PeriodChanged(Of(data.Pool), Months.Of(data.Period), restless);
                break;
            case PaymentReceived data:
                Link(poolsOfParty, data.Payer.Value, data.Pool);
                Count(Of(data.Pool), ReportedKind.Payment, Months.Of(data.ValueDate), comes);
                PeriodChanged(Of(data.Pool), Months.Of(data.Period), restless);
                Expected(Of(data.Pool), ReportedKind.Payment, Months.Last(Months.Of(data.ValueDate)), restless);
                break;
            case PaymentMade data:
                CostChanged(Of(data.Pool), (Stated<PaymentMade>)side, comes, restless);
                break;
            case OfftakeSigned data:
                ForEach(data.Pools, share => Link(poolsOfContract, data.Contract.Value, share.Pool));
                ForEach(data.Pools, share => Link(poolsOfParty, data.Buyer.Value, share.Pool));
                ContractChanged(data.Contract, side, isNew: true, restless);
                break;
            case OfftakeAmended data:
                ForEach(data.Pools ?? [], share => Link(poolsOfContract, data.Contract.Value, share.Pool));
                ContractChanged(data.Contract, side, isNew: false, restless);
                break;
            case OfftakeOrdered data:
                ContractChanged(data.Contract, side, isNew: false, restless);
                break;
            case OfftakeTerminated data:
                ContractChanged(data.Contract, side, isNew: false, restless);
                break;
            case AppraisalReported data:
                AppraisalChanged(Of(data.Pool), data.ValuationDate, restless);
                break;
            case AppraisalWithdrawn data:
                AppraisalChanged(Of(data.Pool), DayOf(Of(data.Pool), side), restless);
                break;
            case FacilityCertified data:
                FacilityChanged(data.Facility, [], side, restless);
                ForEach(data.Eligible, line => Of(line.Pool).ForgetAppraisals());
                ForEach(data.Eligible, line => restless.Add(Of(line.Pool).Key, DayOf(Of(line.Pool), side)));
                break;
            case FacilityOpened data:
                FacilityChanged(data.Facility, data.Pools, side, restless);
                break;
            case FacilityAmended data:
                FacilityChanged(data.Facility, data.Pools ?? [], side, restless);
                break;
            case FacilityDrawn data:
                FacilityChanged(data.Facility, [], side, restless);
                break;
            case FacilityRepaid data:
                FacilityChanged(data.Facility, [], side, restless);
                break;
            case FacilityClosed data:
                FacilityChanged(data.Facility, [], side, restless);
                break;
            case GuaranteeGiven data:
                FacilityChanged(data.Facility, [], side, restless);
                break;
            case LienRegistered or LienAmended or LienRanked or LienAssigned or LienReleased:
                LienChanged((IFact)side.Data, side, restless);
                break;
            case FxFixed:
                RatesChanged(side, restless);
                break;
        }
    }
}
