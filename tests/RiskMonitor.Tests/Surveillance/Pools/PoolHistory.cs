using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Market;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Utilization;
using RiskMonitor.Valuation;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>What reporters file about one pool of 1,000 cards, in sentences.</summary>
internal static class PoolHistory
{
    public static readonly LocalDate Commissioned = new(2024, 1, 1);
    public static readonly PoolId Pool = PoolId.Of("p1");
    public static readonly string Subject = "pool/p1";
    public static readonly PartyId Owner = PartyId.Of("owner");
    public static readonly PartyId Lender = PartyId.Of("lender");
    public static readonly ChipModel Chip = ChipModel.Of("H100 SXM 80GB");
    public static readonly SeriesId Index = SeriesId.Of("us-h100");

    public static PolicyDocument DefaultPolicy() =>
        Wire.DefaultPolicy.Read() with { TimeZone = "America/Chicago" };

    /// <summary>The policy of the published vectors: no bands, 36 months ahead, a fifth of the cost left.</summary>
    public static PolicyDocument StillPolicy(decimal reLetting)
    {
        var policy = DefaultPolicy();
        var chip = policy.Chips.First(chip => chip.Chip == Chip) with
        {
            EconomicLifeMonths = new MonthsBand(240, 240, 240, "longer than the cap"),
            ResidualCurve = [new ResidualKnot(0, 0.2m.Ratio)],
        };
        return policy with
        {
            Valuation = policy.Valuation with
            {
                PriceDecay = Still(0.25m),
                DiscountRate = Still(0.12m),
                ResidualFactor = Still(1m),
                ReLetting = Still(reLetting),
                LifeCapMonths = new MonthsBound(36, "as the vectors"),
            },
            Chips = [chip],
        };
    }

    public static History With(PolicyDocument policy, LocalDate? effective = null) =>
        new(policy, effective ?? new LocalDate(2024, 7, 1));

    extension(History history)
    {
        public FiledId Register(
            string pool = "p1", decimal cost = 30_000_000m, int cards = 1000, string owner = "owner")
        {
            var id = PoolId.Of(pool);
            var filed = history.File(
                new PoolRegistered(
                    id, PartyId.Of(owner), PartyId.Of(owner), History.Place, SiteId.Of("site-1"),
                    Disclosed.Not<string>("not-collected"), Chip, cards, Currency.Usd, [], Disclosed.Of(cost.Usd),
                    Disclosed.Not<FacilityId>("not-collected"), Disclosed.Not<LocalDate>("not-collected")),
                Commissioned);
            history.File(new CardsCommissioned(id, cards), Commissioned);
            return filed;
        }

        public FiledId Lend(
            decimal drawn, string facility = "f1", Sequence<PoolId>? pools = null, LocalDate? day = null,
            params Sequence<Instalment> schedule)
        {
            var id = FacilityId.Of(facility);
            var opened = day ?? Commissioned;
            history.File(
                new FacilityOpened(
                    id, Lender, Owner, FacilityStructure.TermLoan, Recourse.Full, drawn.Usd, pools ?? [Pool],
                    0.8m.Ratio, AdvanceBase.Appraisal, [], schedule, [],
                    Disclosed.Not<Sequence<UnderwrittenRevenue>>("not-collected")),
                opened);
            return history.File(new FacilityDrawn(id, drawn.Usd), opened);
        }

        public FiledId Appraise(decimal value, LocalDate day, string pool = "p1", string engagedBy = "lender") =>
            history.File(
                new AppraisalReported(
                    AppraisalId.Of($"{pool}-{day.Year}-{day.Month}-{day.Day}"), PoolId.Of(pool), value.Usd,
                    AppraisalMethod.Market, day, PartyId.Of("appraiser"), PartyId.Of(engagedBy),
                    Disclosed.Not<string>("not-collected")),
                day);

        public FiledId Print(decimal price, LocalDate day, int constituents = 9, string source = "urn:local:index") =>
            history.File(
                new IndexPublished(
                    Index, PriceKind.Rental, Chip, Disclosed.Not<int>("not-applicable"), RentalTenor.OneYear,
                    MarketTier.Neocloud, Jurisdiction.Of("US"), TaxIncluded: false, price.Usd, constituents, "1",
                    Disclosed.Not<Ratio>("not-collected")),
                day,
                source);

        public FiledId Sign(
            string contract, OfftakeKind kind, decimal share, decimal price, decimal committed = 1m,
            LocalDate? nonCancellableUntil = null, string buyer = "tenant", int terms = 30, LocalDate? start = null)
        {
            var id = ContractId.Of(contract);
            return history.File(
                new OfftakeSigned(
                    id, Owner, PartyId.Of(buyer), kind, Chip, Disclosed.Not<int>("not-collected"),
                    Disclosed.Not<CardHours>("not-collected"), price.Usd, start ?? Commissioned,
                    new LocalDate(2028, 12, 31),
                    nonCancellableUntil is { } day
                        ? Disclosed.Of(day)
                        : Disclosed.Not<LocalDate>("not-applicable"),
                    committed.Ratio, Disclosed.Not<Prepayment>("not-applicable"), terms,
                    Disclosed.Not<BackStop>("not-applicable"), [new PoolShare(Pool, share.Ratio)]),
                start ?? Commissioned);
        }

        public FiledId Order(string contract, LocalDate? day = null) => history.File(
            new OfftakeOrdered(ContractId.Of(contract), Disclosed.Not<int>("not-collected")), day ?? Commissioned);

        public FiledId Bill(string contract, YearMonth month, decimal hours, decimal amount, string payer = "tenant") =>
            history.File(
                new BillIssued(
                    ContractId.Of(contract), month, Pool, BillId.Of($"{contract}-{month.Year}-{month.Month}"),
                    hours.CardHours, amount.Usd, PartyId.Of(payer), Owner, Disclosed.Not<Money>("not-applicable")),
                month.OnDayOfMonth(1));

        public FiledId Pay(
            string contract, YearMonth month, decimal amount, LocalDate? valueDate = null, string payer = "tenant") =>
            history.File(
                new PaymentReceived(
                    ContractId.Of(contract), month, Pool, Disclosed.Not<BillId>("not-collected"), amount.Usd,
                    PartyId.Of(payer), Owner, valueDate ?? month.ToDateInterval().End.PlusDays(20), "ref"),
                month.OnDayOfMonth(1),
                "urn:local:bank");

        public FiledId Spend(
            YearMonth month, decimal amount, PaymentPurpose purpose = PaymentPurpose.Energy, string payee = "utility",
            LocalDate? valueDate = null) =>
            history.File(
                new PaymentMade(
                    ContractId.Of("supply"), month, Pool, purpose, amount.Usd, Owner, PartyId.Of(payee),
                    valueDate ?? month.ToDateInterval().End.PlusDays(10), "ref"),
                month.OnDayOfMonth(1),
                "urn:local:bank");

        /// <summary>A month of daily windows; the last day takes what does not divide.</summary>
        public FiledId Use(
            YearMonth month, decimal active, decimal allocated = -1m, decimal offline = 0m, string version = "1")
        {
            var days = month.ToDateInterval().Length;
            var start = month.OnDayOfMonth(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["America/Chicago"]);
            return history.File(
                new UtilizationReported(
                    Pool, start.ToInstant(), Duration.FromDays(1), new UnitProfile(SourceKind.Scheduler, version),
                    Spread(allocated < 0m ? active : allocated, days), Spread(active, days), Spread(offline, days)),
                start.ToInstant());
        }

        public void Relate(string party, string related, decimal share, LocalDate day) => history.File(
            new PartyRelationDeclared(
                PartyId.Of(party), PartyId.Of(related), PartyRelation.Control, Disclosed.Of(share.Ratio)),
            day);

        public Indicator Indicator(string name, LocalDate day, string subject = "pool/p1") =>
            history.Assess(subject, day)!.Indicators.Single(indicator => indicator.Name == name);

        public Reading Reading(string rule, LocalDate day, string subject = "pool/p1") =>
            history.Assess(subject, day)!.Readings.Single(reading => reading.Rule == rule);
    }

    public static IEnumerable<YearMonth> Months(YearMonth from, int count) =>
        Enumerable.Range(0, count).Select(month => from.PlusMonths(month));

    private static Sequence<CardHours> Spread(decimal hours, int days)
    {
        var daily = decimal.Round(hours / days, 2);
        return
        [
            .. Enumerable.Repeat(daily.CardHours, days - 1),
            (hours - (daily * (days - 1))).CardHours,
        ];
    }

    private static RatioBand Still(decimal value) => new(value.Ratio, value.Ratio, value.Ratio, "without width");
}
