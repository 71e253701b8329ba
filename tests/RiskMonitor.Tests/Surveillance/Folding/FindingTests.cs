using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Surveillance.Folding;

public sealed class FindingTests
{
    private static readonly PoolId Pool = PoolId.Of("pool-7");
    private static readonly PartyId Owner = PartyId.Of("owner-1");

    [Fact]
    public void A_reference_to_what_is_not_known_is_open_until_it_comes()
    {
        var log = new Log();
        log.Cell(0, Cell.Clear);
        log.Steps[^1].Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Rule.ShouldBe("DQ-UNRESOLVED"), row => row.Detail.ShouldBe("pool/pool-7"));
        Register(log);
        Rows(log, "DQ-UNRESOLVED").Where(row => !row.IsOpen).Select(row => row.Detail).ShouldBe(["pool/pool-7"]);
        Rows(log, "DQ-UNRESOLVED").Count(row => row.IsOpen && row.Detail == "party/owner-1").ShouldBe(1);
    }

    [Fact]
    public void What_was_due_and_had_not_come_is_late_until_it_comes()
    {
        var log = Commissioned();
        log.Close(56);
        Rows(log, "DQ-LATE").ShouldBeEmpty(); // the pool's first whole month is February: due by 3 March, day 57
        log.Close(57);
        Rows(log, "DQ-LATE").Select(row => (row.Detail, row.Day)).ShouldBe(
            [("utilization of 2026-02-01 to 2026-02-28", Log.Day(57))]);
        log.File(Use(40, allocated: 20, active: 10), Log.Day(40));
        Rows(log, "DQ-LATE").Select(row => row.IsOpen).ShouldBe([true, false]);
    }

    [Fact]
    public void A_kind_that_has_not_been_filed_for_too_long_is_stale_until_it_is()
    {
        var log = Commissioned();
        for (var day = 0; day <= 11; day++)
        {
            log.Close(day);
        }

        Rows(log, "DQ-STALE").Where(row => row.Detail == "utilization").Select(row => (row.IsOpen, row.Day))
            .ShouldBe([(true, Log.Day(11))]);
        log.File(Use(9, allocated: 20, active: 10), Log.Day(9));
        Rows(log, "DQ-STALE").Last(row => row.Detail == "utilization").IsOpen.ShouldBeFalse();
    }

    [Theory]
    [InlineData(20, 21, "active beyond allocated")]
    [InlineData(25, 20, "more than 24 card-hours per card and day")]
    public void Hours_that_break_a_law_are_found_and_kept(int allocated, int active, string law)
    {
        var log = Commissioned();
        var use = log.File(Use(1, allocated, active), Log.Day(1));
        Rows(log, "DQ-IMPLAUSIBLE").Single().Detail.ShouldStartWith(law);
        log.File(
            new RiskMonitor.Corrections.FactRetracted(
                "use/pool-7/2026-01", use, RiskMonitor.Corrections.CorrectionReason.ReporterError),
            Log.Day(1));
        Rows(log, "DQ-IMPLAUSIBLE").Last().IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_fall_of_activity_with_a_new_exporter_is_a_change_of_unit()
    {
        var log = Commissioned();
        log.File(Use(1, allocated: 20, active: 15), Log.Day(1));
        log.File(Use(2, allocated: 20, active: 0.15m, exporter: "2"), Log.Day(2));
        Rows(log, "DQ-IMPLAUSIBLE").Single().Detail.ShouldStartWith("unit changed");
    }

    [Fact]
    public void Paid_beyond_billed_is_found_only_once_there_is_a_bill()
    {
        var log = Commissioned();
        var (contract, month) = (ContractId.Of("contract-1"), new YearMonth(2026, 1));
        log.File(
            new PaymentReceived(
                contract, month, Pool, Disclosed.Not<BillId>("not-collected"), 103m.Usd, Owner, Owner, Log.Day(3), "r"),
            Log.Day(3));
        Rows(log, "DQ-IMPLAUSIBLE").ShouldBeEmpty();
        log.File(
            new BillIssued(
                contract, month, Pool, BillId.Of("bill-1"), CardHours.Of(10m), 100m.Usd, Owner, Owner,
                Disclosed.Not<Money>("not-applicable")),
            Log.Day(3));
        Rows(log, "DQ-IMPLAUSIBLE").Single().Detail.ShouldBe("paid beyond billed in pool-7");
    }

    [Fact]
    public void What_is_filed_long_after_its_day_was_closed_is_back_dated_and_what_is_filed_when_due_is_not()
    {
        var log = Commissioned();
        log.Close(9);
        log.File(Use(5, allocated: 20, active: 10), Log.Day(9)); // due on the third day after it, and a day of grace
        Rows(log, "AUD-BACKDATE").ShouldBeEmpty();
        log.Refile(log.Facts[^1] with
        {
            Position = log.Facts.Count,
            Ordinal = log.Facts.Count,
            Id = new FiledId("urn:local:test", "late"),
            ValidTime = log.Facts[1].ValidTime,
            RecordedAt = log.Facts[^1].RecordedAt + Duration.FromDays(3),
            Data = Use(0, allocated: 20, active: 10),
        });
        Rows(log, "AUD-BACKDATE").Single().Detail.ShouldBe("utilization-reported.v1 late");
    }

    [Fact]
    public void Two_reporters_who_differ_on_one_lien_are_found_until_one_gives_in()
    {
        var log = new Log();
        log.File(Lien(rank: 1), Log.Monday);
        log.Refile(log.Facts[^1] with
        {
            Position = 2, Ordinal = 2, Id = new FiledId("urn:local:lender-b", "lien"), Data = Lien(rank: 2),
        });
        Rows(log, "DQ-DISAGREE").Single().Detail.ShouldBe("rank");
        log.Refile(log.Facts[^1] with
        {
            Position = 3,
            Ordinal = 3,
            Id = new FiledId("urn:local:lender-b", "taken-back"),
            Data = new RiskMonitor.Corrections.FactRetracted(
                "lien/registry-1/1",
                new FiledId("urn:local:lender-b", "lien"),
                RiskMonitor.Corrections.CorrectionReason.ReporterError),
        });
        Rows(log, "DQ-DISAGREE").Last().IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Registry_and_lender_may_differ_on_the_instant_and_the_objects_as_well()
    {
        var log = new Log();
        log.File(Lien(rank: 1), Log.Monday);
        log.Refile(log.Facts[^1] with
        {
            Position = 2,
            Ordinal = 2,
            Id = new FiledId("urn:local:registry-1", "lien"),
            Data = Lien(rank: 1) with
            {
                RegisteredAt = Log.Day(2).AtMidnight().InUtc().ToInstant(),
                Objects = new LienObjects(Units: new UnitObjects(ChipModel.Of("H800 SXM"), 8, SiteId.Of("site-1"))),
            },
        });

        Rows(log, "DQ-DISAGREE").Select(row => row.Detail).ShouldBe(["objects", "registeredAt"]);
    }

    [Fact]
    public void A_bank_that_tells_nothing_of_a_contract_is_late_until_its_statement_covers_the_month()
    {
        var log = Billed();
        log.Close(57 + 14); // February's statement is due by 15 March
        Rows(log, "DQ-LATE").Where(row => row.Subject == "contract/contract-1").Select(row => (row.Detail, row.Day))
            .ShouldBe([("payment of 2026-02-01 to 2026-02-28", new LocalDate(2026, 3, 15))]);

        log.File(Paid(new LocalDate(2026, 2, 20)), new LocalDate(2026, 2, 20));
        Rows(log, "DQ-LATE").Count(row => row.Subject == "contract/contract-1").ShouldBe(1, "more may have come after");
        log.File(Paid(new LocalDate(2026, 3, 2)), new LocalDate(2026, 3, 2));

        Rows(log, "DQ-LATE").Last(row => row.Subject == "contract/contract-1").IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_bank_that_tells_nothing_for_too_long_is_stale_until_it_does()
    {
        var log = Billed();
        log.File(Paid(new LocalDate(2026, 1, 20)), new LocalDate(2026, 1, 20));
        for (var day = 60; day <= 80; day++)
        {
            log.Close(day);
        }

        var stale = Rows(log, "DQ-STALE").Where(row => row.Subject == "contract/contract-1").ToList();
        stale.ShouldHaveSingleItem().Day.ShouldBe(new LocalDate(2026, 1, 20).PlusDays(51));
        log.File(Paid(new LocalDate(2026, 3, 20)), new LocalDate(2026, 3, 20));
        Rows(log, "DQ-STALE").Last(row => row.Subject == "contract/contract-1").IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Who_publishes_accounts_is_expected_to_publish_the_next_ones()
    {
        var log = new Log();
        log.File(
            new PartyRegistered(Owner, "Owner", [], TableBook.Place, [PartyRole.Borrower]), Log.Monday);
        log.File(Published("2025-Q4", new LocalDate(2025, 12, 31)), new LocalDate(2025, 12, 31));
        log.Close(144);
        Rows(log, "DQ-LATE").ShouldBeEmpty();
        log.Close(145); // 30 May, sixty days after the quarter
        Rows(log, "DQ-LATE").Select(row => (row.Subject, row.Detail)).ShouldBe(
            [("party/owner-1", "accounts of 2026-01-01 to 2026-03-31")]);
        log.Close(146); // more than 150 days after the last balance sheet
        Rows(log, "DQ-STALE").Select(row => row.Subject).ShouldBe(["party/owner-1"]);

        log.File(Published("2026-Q1", new LocalDate(2026, 3, 31)), new LocalDate(2026, 3, 31));

        Rows(log, "DQ-LATE").Last().IsOpen.ShouldBeFalse();
        Rows(log, "DQ-STALE").Last().IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void What_could_not_be_judged_is_a_finding_until_it_can()
    {
        var log = new Log();
        log.Days(Cell.Clear, Cell.Unsure, Cell.Unsure, Cell.Clear);
        Rows(log, "DQ-INCONCLUSIVE").Select(row => (row.Detail, row.Day, row.IsOpen)).ShouldBe(
        [
            ("LEV-DETACH missing(price)", Log.Day(1), true), ("LEV-DETACH missing(price)", Log.Day(1), false),
        ]);
    }

    private static List<FindingRow> Rows(Log log, string rule) =>
        [.. log.Steps.SelectMany(step => step.Findings).Where(row => row.Rule == rule)];

    private static Log Commissioned()
    {
        var log = new Log();
        Register(log);
        log.File(new CardsCommissioned(Pool, 1), Log.Monday);
        return log;
    }

    /// <summary>A contract of the whole year, billed for the first time on 10 January.</summary>
    private static Log Billed()
    {
        var log = Commissioned();
        var none = Disclosed.Not<Money>("not-applicable");
        log.File(
            new OfftakeSigned(
                ContractId.Of("contract-1"), Owner, PartyId.Of("buyer-1"), OfftakeKind.OnDemand,
                ChipModel.Of("H100 SXM 80GB"), Disclosed.Of(1), Disclosed.Not<CardHours>("not-applicable"), 2m.Usd,
                new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31), Disclosed.Not<LocalDate>("not-applicable"),
                Ratio.Of(0m), Disclosed.Not<Prepayment>("not-applicable"), 30,
                Disclosed.Not<BackStop>("not-applicable"), [new PoolShare(Pool, Ratio.Of(1m))]),
            Log.Monday);
        log.File(
            new BillIssued(
                ContractId.Of("contract-1"), new YearMonth(2026, 1), Pool, BillId.Of("bill-1"), CardHours.Of(10m),
                100m.Usd, PartyId.Of("buyer-1"), Owner, none),
            new LocalDate(2026, 1, 10));
        return log;
    }

    private static PaymentReceived Paid(LocalDate day) => new(
        ContractId.Of("contract-1"), new YearMonth(2026, 1), Pool, Disclosed.Not<BillId>("not-collected"), 50m.Usd,
        PartyId.Of("buyer-1"), Owner, day, "r");

    private static AccountsReported Published(string period, LocalDate end)
    {
        var none = Disclosed.Not<AccountFigure>("not-disclosed");
        return new(Owner, period, end, none, none, none, none, none, none, none, none);
    }

    private static void Register(Log log) => log.File(
        new PoolRegistered(
            Pool, Owner, Owner, TableBook.Place, SiteId.Of("site-1"), Disclosed.Not<string>("not-collected"),
            ChipModel.Of("H100 SXM 80GB"), 1, Currency.Usd, [], Disclosed.Not<Money>("not-disclosed"),
            Disclosed.Not<FacilityId>("not-applicable"), Disclosed.Not<LocalDate>("not-applicable")),
        Log.Monday);

    /// <summary>One window of a day.</summary>
    private static UtilizationReported Use(int day, decimal allocated, decimal active, string exporter = "1") => new(
        Pool,
        Log.Day(day).AtMidnight().InUtc().ToInstant(),
        Duration.FromHours(24),
        new UnitProfile(SourceKind.Scheduler, exporter),
        [CardHours.Of(allocated)],
        [CardHours.Of(active)],
        [CardHours.Of(0m)]);

    private static LienRegistered Lien(int rank) => new(
        RegistryId.Of("registry-1"), "1", Log.Monday.AtMidnight().InUtc().ToInstant(), PartyId.Of("lender-a"), Owner,
        LienKind.Mortgage, Disclosed.Of(rank), new LienObjects(Serials: []), Disclosed.Not<FacilityId>("not-disclosed"),
        100m.Usd, [], Disclosed.Not<string>("not-applicable"));
}
