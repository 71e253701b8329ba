using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Corrections;
using RiskMonitor.Filing.Checks;
using RiskMonitor.Lending;
using RiskMonitor.Market;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Policy;
using RiskMonitor.Utilization;
using RiskMonitor.Valuation;

namespace RiskMonitor.Filing;

/// <summary>The rules of values, event by event: what is impossible on its face, whatever else is known.</summary>
internal static class FactChecks
{
    /// <param name="time">Valid time; null where the envelope has none that can be read.</param>
    /// <returns>Whether nothing was found.</returns>
    public static bool Pass(IFact data, Instant? time, FilingScope scope, Findings findings)
    {
        var before = findings.Count;
        Check(data, time, findings);
        CorrectionChecks.Reach(data, scope, findings);
        return findings.Count == before;
    }

    private static void Check(IFact data, Instant? time, Findings findings)
    {
        switch (data)
        {
            case UtilizationReported use: UseChecks.Check(use, findings); break;
            case EnergyMetered energy: UseChecks.Check(energy, findings); break;
            case TokensServed tokens: UseChecks.Check(tokens, findings); break;
            case TelemetryReceived received: UseChecks.Check(received, findings); break;
            case BillIssued bill: BillChecks.Check(bill, time, findings); break;
            case BillCredited credit: BillChecks.Check(credit, time, findings); break;
            case PaymentReceived payment: BillChecks.Check(payment, findings); break;
            case PaymentMade payment: BillChecks.Check(payment, findings); break;
            case PriceObserved price: PriceChecks.Check(price, findings); break;
            case IndexPublished index: PriceChecks.Check(index, findings); break;
            case PriceRejected rejected: PriceChecks.Check(rejected, findings); break;
            case FxFixed fixing: PriceChecks.Check(fixing, findings); break;
            case ChipAnnounced chip: PriceChecks.Check(chip, findings); break;
            case AppraisalReported appraisal: PriceChecks.Check(appraisal, time, findings); break;
            case AppraisalWithdrawn withdrawn: PriceChecks.Check(withdrawn, findings); break;
            case AccountsReported accounts: PriceChecks.Check(accounts, findings); break;
            case OfftakeSigned contract: OfftakeChecks.Check(contract, findings); break;
            case OfftakeAmended contract: OfftakeChecks.Check(contract, findings); break;
            case OfftakeOrdered order: OfftakeChecks.Check(order, findings); break;
            case OfftakeTerminated end: OfftakeChecks.Check(end, findings); break;
            default: Collateral(data, time, findings); break;
        }
    }

    private static void Collateral(IFact data, Instant? time, Findings findings)
    {
        switch (data)
        {
            case PoolRegistered pool: PoolChecks.Check(pool, findings); break;
            case PoolCostReported cost: findings.NotNegative(cost.PurchaseCost, "/data/purchaseCost"); break;
            case CardsDelivered cards: PoolChecks.Check(cards, findings); break;
            case CardsCommissioned cards: findings.Count(cards.Cards, 1, "/data/cards"); break;
            case CardsCounted count: PoolChecks.Check(count, findings); break;
            case CardsMoved moved: PoolChecks.Check(moved, findings); break;
            case CardsReplaced replaced: PoolChecks.Check(replaced, findings); break;
            case CardsRetired retired: PoolChecks.Check(retired, findings); break;
            case TitleTransferred title: PoolChecks.Check(title, findings); break;
            case PoolLeased lease: PoolChecks.Check(lease, findings); break;
            case LienRegistered lien: LienChecks.Check(lien, findings); break;
            case LienAmended lien: LienChecks.Check(lien, findings); break;
            case LienRanked lien: LienChecks.Check(lien, findings); break;
            case LienAssigned lien: LienChecks.Check(lien, findings); break;
            case LienReleased lien: findings.Number(lien.Number, "/data/number"); break;
            default: Others(data, time, findings); break;
        }
    }

    private static void Others(IFact data, Instant? time, Findings findings)
    {
        switch (data)
        {
            case FacilityOpened facility: LendingChecks.Check(facility, findings); break;
            case FacilityAmended facility: LendingChecks.Check(facility, findings); break;
            case FacilityDrawn drawn: LendingChecks.Check(drawn, findings); break;
            case FacilityRepaid repaid: LendingChecks.Check(repaid, findings); break;
            case FacilityPaymentMissed missed: LendingChecks.Check(missed, findings); break;
            case FacilityCertified certified: LendingChecks.Check(certified, findings); break;
            case FacilityClassified classified: LendingChecks.Check(classified, findings); break;
            case GuaranteeGiven guarantee: LendingChecks.Check(guarantee, findings); break;
            case GuaranteeCalled guarantee: LendingChecks.Check(guarantee, findings); break;
            case PartyRegistered party: PartyChecks.Check(party, findings); break;
            case PartyRelationDeclared relation: PartyChecks.Check(relation, findings); break;
            case PartyRelationEnded relation: PartyChecks.Check(relation, findings); break;
            case PartyDistressReported distress: PartyChecks.Check(distress, findings); break;
            case FactCorrected correction: CorrectionChecks.Check(correction, findings); break;
            case FactRetracted retraction: CorrectionChecks.Check(retraction, findings); break;
            case PolicyAdopted policy: PolicyChecks.Check(policy, findings); break;
            case ReportingDayClosed day: PolicyChecks.Check(day, time, findings); break;
            case EngineAdopted engine: PolicyChecks.Check(engine, findings); break;
        }
    }
}
