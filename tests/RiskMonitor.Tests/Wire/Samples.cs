using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Alerts;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Corrections;
using RiskMonitor.Filing;
using RiskMonitor.Incidents;
using RiskMonitor.Lending;
using RiskMonitor.Market;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Policy;
using RiskMonitor.Units;
using RiskMonitor.Utilization;
using RiskMonitor.Valuation;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Wire;

/// <summary>
/// One of each event, as specs/events shows it: a loan of lender-a on pool-7 in Wuhu, and what became of it.
/// </summary>
internal static class Samples
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 1, 7, 4, 0);

    private static readonly LocalDate Day = new(2026, 1, 7);
    private static readonly YearMonth January = new(2026, 1);
    private static readonly PoolId Pool = PoolId.Of("pool-7");
    private static readonly PartyId Operator = PartyId.Of("uscc:91330100799655058B");
    private static readonly PartyId Lender = PartyId.Of("lender-a");
    private static readonly PartyId Tenant = PartyId.Of("tenant-x");
    private static readonly FacilityId Facility = FacilityId.Of("fac-1");
    private static readonly ContractId Contract = ContractId.Of("offtake-1");
    private static readonly ContractId Supply = ContractId.Of("power-7");
    private static readonly ChipModel Chip = ChipModel.Of("H800 SXM");
    private static readonly SiteId Site = SiteId.Of("wuhu-1");
    private static readonly RegistryId Registry = RegistryId.Of("crc");
    private static readonly SeriesId Series = SeriesId.Of("cn-h800-neocloud");
    private static readonly OfficerId Ada = OfficerId.Of("officer-ada");
    private static readonly OfficerId Ben = OfficerId.Of("officer-ben");
    private static readonly SealedText Note = new("officer-ada", "bm9uY2UtY2lwaGVyLXRhZw==");
    private static readonly SerialCommitment First = SerialCommitment.Of(new string('a', 64));
    private static readonly SerialCommitment Second = SerialCommitment.Of(new string('b', 64));
    private static readonly FiledId Target = new("urn:uscc:91330100799655058B", "bill-2026-01");
    private static readonly Jurisdiction Wuhu = Jurisdiction.Of("340200");
    private static readonly Sequence<Measure> Measured =
        [new Measure("ltv-use", "ratio", Figure.Of(1.05m), Figure.Infinite, ">= 1")];

    public static IEnumerable<object> OneOfEach()
    {
        yield return new PartyRegistered(
            Operator,
            "Example Compute Operations",
            [new PartyIdentifier(IdentifierScheme.Uscc, "91330100799655058B")],
            Wuhu,
            [PartyRole.Borrower, PartyRole.Operator]);
        yield return new PartyRelationDeclared(
            PartyId.Of("holding-h"), Operator, PartyRelation.Control, Disclosed.Of(new Ratio(0.51m)));
        yield return new PartyRelationEnded(PartyId.Of("holding-h"), Operator, PartyRelation.Control);
        yield return new PartyDistressReported(Operator, DistressKind.EquityFreeze, "court notice 2026-17");

        yield return new PoolRegistered(
            Pool, Operator, Operator, Wuhu, Site, Disclosed.Of("wuhu"), Chip, 2, Currency.Cny, [First, Second],
            Disclosed.Of(Cny(500_000m)), Disclosed.Of(Facility), Disclosed.Of(Day), Part: 1, Parts: 1);
        yield return new PoolCostReported(Pool, Cny(510_000m));
        yield return new CardsDelivered(Pool, 2, [First, Second]);
        yield return new CardsCommissioned(Pool, 2);
        yield return new CardsCounted(
            Pool, Site, Chip, CountMethod.OnSite, 2, 0, PartyId.Of("inspector-i"), InspectorIndependence.Independent);
        yield return new CardsMoved(Pool, 1, Site, SiteId.Of("wuhu-2"), Disclosed.Not<string>("not-collected"));
        yield return new CardsReplaced(Pool, [new Replacement(First, SerialCommitment.Of(new string('c', 64)))]);
        yield return new CardsRetired(Pool, 1, [Second], RetirementCause.Fault);
        yield return new TitleTransferred(
            Pool, Operator, PartyId.Of("lessor-l"), Cny(520_000m), RelatedParty: false, PhysicalMove: false, [First]);
        yield return new PoolLeased(
            Pool, LeaseId.Of("lease-1"), PartyId.Of("lessor-l"), Operator, Disclosed.Not<LeaseId>("not-applicable"),
            Day, Day.PlusYears(3));
        yield return new PoolLeaseEnded(Pool, LeaseId.Of("lease-1"));

        yield return new LienRegistered(
            Registry, "2026-000017", Noon, Lender, Operator, LienKind.Mortgage, Disclosed.Of(1),
            new LienObjects(Serials: [First, Second]), Disclosed.Of(Facility), Cny(300_000m),
            [new LienReference(Registry, "2024-000003")], Disclosed.Not<string>("not-applicable"));
        yield return new LienAmended(
            Registry, "2026-000017", new LienObjects(Units: new UnitObjects(Chip, 2, Site)), Cny(280_000m));
        yield return new LienRanked(Registry, "2026-000017", Disclosed.Of(2), Disclosed.Of("ica-2026-4"));
        yield return new LienAssigned(Registry, "2026-000017", Lender, PartyId.Of("lender-b"));
        yield return new LienReleased(Registry, "2026-000017", LienReleaseReason.PaidOff);

        yield return new FacilityOpened(
            Facility, Lender, Operator, FacilityStructure.DelayedDraw, Recourse.Full, Cny(350_000m), [Pool],
            new Ratio(0.7m), AdvanceBase.Appraisal, [new LtvCap(Day, new Ratio(0.75m))],
            [new Instalment(Day.PlusMonths(1), Cny(10_000m), Cny(1_500m))],
            [new Covenant(CovenantTest.DebtServiceCoverAtLeast, new Ratio(1.15m))],
            Disclosed.Of<Sequence<UnderwrittenRevenue>>([new UnderwrittenRevenue(Contract, January, Cny(18_000m))]));
        yield return new FacilityDrawn(Facility, Cny(300_000m));
        yield return new FacilityRepaid(Facility, Cny(10_000m), Cny(1_500m), RepaymentSource.Operations);
        yield return new FacilityPaymentMissed(Facility, Day, Cny(10_000m), Cny(1_500m));
        yield return new FacilityAmended(Facility, Commitment: Cny(400_000m));
        yield return new FacilityCertified(
            Facility, [new PoolEligibility(Pool, Cny(480_000m))], [new Ineligibility("offline", Cny(20_000m))],
            Cny(36_000m));
        yield return new FacilityClassified(Facility, LoanClass.SpecialMention, 31);
        yield return new FacilityDefaulted(Facility, DefaultTrigger.MissedPayment);
        yield return new FacilityClosed(Facility);
        yield return new GuaranteeGiven(Facility, PartyId.Of("guarantor-g"), Cny(150_000m), GuaranteeForm.Guarantee);
        yield return new GuaranteeCalled(Facility, PartyId.Of("guarantor-g"), Cny(50_000m));

        yield return new AppraisalReported(
            AppraisalId.Of("apr-9"), Pool, Cny(520_000m), AppraisalMethod.Market, Day, PartyId.Of("appraiser-v"),
            Lender, Disclosed.Of("three offers, life of 5 years"));
        yield return new AppraisalWithdrawn(AppraisalId.Of("apr-9"), Pool, "comparables were offers of one seller");

        yield return new OfftakeSigned(
            Contract, Operator, Tenant, OfftakeKind.TakeOrPay, Chip, Disclosed.Of(2), Disclosed.Not<CardHours>(
                "not-applicable"), Cny(9.5m), Day, Day.PlusYears(2), Disclosed.Of(Day.PlusYears(1)), new Ratio(0.8m),
            Disclosed.Of(new Prepayment(Cny(20_000m), Refundable: true, Disclosed.Of(new Ratio(0.08m)))), 45,
            Disclosed.Of(new BackStop(PartyId.Of("vendor-n"), Cny(6m))), [new PoolShare(Pool, new Ratio(0.6m))]);
        yield return new OfftakeOrdered(Contract, Disclosed.Of(2));
        yield return new OfftakeAmended(Contract, PricePerCardHour: Cny(8.75m));
        yield return new OfftakeTerminated(Contract, Tenant, "insolvency of the buyer");

        yield return new UtilizationReported(
            Pool, Instant.FromUtc(2026, 1, 6, 16, 0), Duration.FromHours(1),
            new UnitProfile(SourceKind.Telemetry, "4.8.2"),
            [new CardHours(2m), new CardHours(2m)], [new CardHours(1.75m), new CardHours(0m)],
            [new CardHours(0m), new CardHours(0m)]);
        yield return new EnergyMetered(
            Pool, Instant.FromUtc(2026, 1, 6, 16, 0), Duration.FromHours(1), "meter-7",
            [new KilowattHours(1.6m), new KilowattHours(0.4m)]);
        yield return new TokensServed(
            Pool, Instant.FromUtc(2026, 1, 6, 16, 0), Duration.FromHours(1), "qwen3-235b",
            [new TokenCounts(1_200_000, 300_000, 90_000, 40_000), new TokenCounts(0, 0, 0, 0)],
            Disclosed.Of(new TokenPrices(Cny(2m), Cny(0.4m), Cny(8m), Cny(8m))));
        yield return new TelemetryReceived(
            Pool, "dcgm", "dcgm-exporter 4.8.2", Instant.FromUtc(2026, 1, 6, 16, 0, 30),
            Instant.FromUtc(2026, 1, 7, 15, 59, 30), 115_200, 8,
            [new TelemetryGap(Instant.FromUtc(2026, 1, 7, 2, 0), Instant.FromUtc(2026, 1, 7, 4, 0))],
            new string('7', 64));

        yield return new BillIssued(
            Contract, January, Pool, BillId.Of("inv-1"), new CardHours(893m), Cny(8_483.5m), Tenant, Operator,
            Disclosed.Not<Money>("not-applicable"));
        yield return new BillCredited(
            Contract, January, Pool, BillId.Of("inv-1"), new CardHours(10m), Cny(95m), "outage on the 12th");
        yield return new PaymentReceived(
            Contract, January, Pool, Disclosed.Of(BillId.Of("inv-1")), Cny(8_388.5m), Tenant, Operator,
            Day.PlusMonths(2), "BR-20260307-1");
        yield return new PaymentMade(
            Supply, January, Pool, PaymentPurpose.Energy, Cny(740m), Operator, PartyId.Of("grid-w"), Day.PlusMonths(1),
            "BR-20260207-9");

        yield return new AccountsReported(
            Operator, "2025-Q4", new LocalDate(2025, 12, 31),
            Disclosed.Of(new AccountFigure(Cny(54_000m), Estimate: false)),
            Disclosed.Of(new AccountFigure(Cny(31_000m), Estimate: true)),
            Disclosed.Of(new AccountFigure(Cny(4_500m), Estimate: false)),
            Disclosed.Of(new AccountFigure(Cny(290_000m), Estimate: false)),
            Disclosed.Of(new AccountFigure(Cny(460_000m), Estimate: false)),
            Disclosed.Not<AccountFigure>("not-disclosed"), Disclosed.Not<AccountFigure>("not-disclosed"),
            Disclosed.Not<AccountFigure>("not-disclosed"));

        yield return new PriceObserved(
            Series, PriceKind.Rental, Chip, Disclosed.Not<int>("not-applicable"), RentalTenor.OneYear,
            MarketTier.Neocloud, Jurisdiction.Of("CN"), TaxIncluded: false, Cny(9.1m));
        yield return new IndexPublished(
            Series, PriceKind.Rental, Chip, Disclosed.Not<int>("not-applicable"), RentalTenor.OneYear,
            MarketTier.Neocloud, Jurisdiction.Of("CN"), TaxIncluded: false, Cny(9.05m), 11, "2.1",
            Disclosed.Of(new Ratio(-0.004m)));
        yield return new PriceRejected(
            Series, new FiledId("urn:local:index-i", "2026-01-06"), "a price per server was read as per card");
        yield return new FxFixed(SeriesId.Of("cfets-usd-cny"), Currency.Usd, Currency.Cny, new Ratio(7.0123m));
        yield return new ChipAnnounced(
            SeriesId.Of("generations"), ChipModel.Of("B300 HGX"), "NVIDIA", "Blackwell Ultra");

        yield return new FactCorrected(
            "bill/offtake-1/2026-01", Target, new RawJson("{}"), CorrectionReason.ReporterError, Noon);
        yield return new FactRetracted("bill/offtake-1/2026-01", Target, CorrectionReason.LegalOrder);

        var policy = DefaultPolicy.Read();
        yield return new PolicyAdopted(
            Jurisdiction.Of("CN"), policy.Version, policy, PolicyHash.Of(policy), new LocalDate(2025, 1, 1), Ada, Ben);
        yield return new ReportingDayClosed(Jurisdiction.Of("CN"), Day, "CN-2024-2026");
        yield return new EngineAdopted(Jurisdiction.Of("CN"), "1.0.0", new string('0', 64));

        yield return new FilingAccepted(
            "urn:local:lender-a", "f-2026-01-07", "tape.csv", new string('d', 64), 120, 117, 2, 1, "row-1", "row-118",
            new CoveredPeriod(ReportedKind.Payment, new LocalDate(2025, 12, 1), new LocalDate(2025, 12, 31)));

        yield return new AlertRaised(
            "LEV-DETACH", "pool/pool-7", 2, Wuhu, "holding-h", [Lender, Operator], Severity.High, Day.PlusDays(-29),
            Day, Retroactive: false, Measured,
            [new FlipPoint("price-decay", "per year", Figure.Of(0.25m), Figure.Of(0.211599m)),
             new FlipPoint("re-letting", "ratio", Figure.Of(0.4m))],
            ["credit-covered"], Cny(61_000m), [12, 480], new PolicyStamp("1.0.0", new string('e', 64)), "1.0.0",
            Unmeasured: true, Previous: "0a1b2c3d-0000-8000-8000-000000000001");
        yield return new AlertSeverityChanged(Day.PlusDays(9), Severity.Critical, Measured, Cny(98_000m), [12, 499]);
        yield return new AlertCleared(Day.PlusDays(40), Measured, [12, 520]);
        yield return new AlertWithdrawn(Day, 530);
        yield return new AlertAcknowledged(Ada, Note);
        yield return new AlertAssigned(Ada, Ben);
        yield return new AlertCommented(Ada, Note);
        yield return new AlertEscalated(Ada, "provincial-financial-office", Note);
        yield return new AlertDismissalProposed(Ada, DismissalReason.KnownAccepted, Note);
        yield return new AlertDismissed(Ben, DismissalReason.KnownAccepted, Note);
        yield return new AlertResolved(Ada, AlertOutcome.ConfirmedRisk, Note);
        yield return new AlertReopened(Ada, Note);
        yield return new IncidentOpened("holding-h", Wuhu);
        yield return new IncidentAlertAttached("0a1b2c3d-0000-8000-8000-000000000002");
        yield return new IncidentAlertDetached("0a1b2c3d-0000-8000-8000-000000000002");
        yield return new IncidentClosed("no alert stands");
    }

    private static Money Cny(decimal amount) => new(amount, Currency.Cny);
}
