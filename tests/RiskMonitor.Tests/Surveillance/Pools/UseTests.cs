using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Billing;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>
/// A pool of 1,000 cards in June 2025 (720,000 card-hours): one contract billed 400,000 hours for 1,000,000 dollars.
/// </summary>
public sealed class UseTests
{
    private static readonly YearMonth June = new(2025, 6);
    private static readonly LocalDate Day = new(2025, 6, 30);

    [Fact]
    public void Hours_that_an_unrelated_end_user_paid_are_commercial()
    {
        var history = Billed();
        Central(history, "U").ShouldBe(400_000m);
        Central(history, "UTIL_U").ShouldBe(0.555555555556m);
        Central(history, "P").ShouldBe(400_000m);
        history.Reading("UTIL-IDLE", Day).Raising.ShouldBe(Verdict.Breach.It);
    }

    [Fact]
    public void Half_paid_hours_are_half_commercial() => Central(Billed(paid: 500_000m), "U").ShouldBe(200_000m);

    [Fact]
    public void Hours_of_the_owners_own_group_are_not_commercial()
    {
        var history = Billed();
        history.Relate("owner", "tenant", 0.2m, new LocalDate(2025, 1, 1));
        Central(history, "U").ShouldBe(0m);
        Central(history, "P").ShouldBe(400_000m);
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(new LocalDate(2025, 1, 1));
    }

    [Fact]
    public void Hours_that_a_vendor_paid_are_back_stopped()
    {
        var history = Billed();
        history.File(
            new PartyRegistered(PartyId.Of("tenant"), "T", [], History.Place, [PartyRole.Vendor]),
            new LocalDate(2024, 1, 1));
        Central(history, "U").ShouldBe(0m);
        Central(history, "Z").ShouldBe(400_000m);
    }

    [Fact]
    public void Hours_whose_payment_came_back_within_thirty_days_are_not_commercial()
    {
        var history = Billed();
        history.Spend(June, 600_000m, PaymentPurpose.Refund, "tenant", new LocalDate(2025, 8, 19));
        Central(history, "U").ShouldBe(0m);
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(new LocalDate(2025, 6, 1));
    }

    [Fact]
    public void Less_than_sixty_per_cent_or_later_than_thirty_days_is_no_round_trip()
    {
        var history = Billed();
        history.Spend(June, 599_999m, PaymentPurpose.Refund, "tenant", new LocalDate(2025, 8, 19));
        history.Spend(June, 900_000m, PaymentPurpose.Refund, "tenant", new LocalDate(2025, 8, 20));
        Central(history, "U").ShouldBe(400_000m);
    }

    [Fact]
    public void Take_or_pay_hours_that_nobody_used_are_reserved_and_idle()
    {
        var history = Billed(kind: OfftakeKind.TakeOrPay, active: 100_000m);
        Central(history, "U").ShouldBe(100_000m);
        Central(history, "R").ShouldBe(300_000m);
    }

    [Fact]
    public void Use_that_falls_below_the_floor_with_a_new_exporter_is_rejected_until_it_is_corrected()
    {
        var history = Billed();
        history.Use(new YearMonth(2025, 5), 400_000m, 500_000m);
        var wrong = history.Use(new YearMonth(2025, 7), 4_000m, 500_000m, version: "2");
        history.Indicator("C", new LocalDate(2025, 7, 31)).Missing!.ToString().ShouldBe("rejected-input");
        history.Retract(wrong, "use/p1/2025-07");
        history.Use(new YearMonth(2025, 7), 400_000m, 500_000m, version: "2");
        Central(history, "C", new LocalDate(2025, 7, 30)).ShouldBe(387_096.8m, 1m);
    }

    [Fact]
    public void Debt_is_principal_with_interest_due_and_unpaid_and_the_days_of_the_running_period()
    {
        var history = Billed(schedule:
        [
            new Instalment(new LocalDate(2025, 6, 20), 0m.Usd, 90_000m.Usd),
            new Instalment(new LocalDate(2025, 7, 20), 0m.Usd, 60_000m.Usd),
        ]);
        Central(history, "D").ShouldBe(10_000_000m + 90_000m + (60_000m * 10 / 30));
        history.File(
            new FacilityRepaid(FacilityId.Of("f1"), 1_000_000m.Usd, 90_000m.Usd, RepaymentSource.Operations), Day);
        Central(history, "D").ShouldBe(9_000_000m + 20_000m);
        history.RestlessFrom("facility/f1").ShouldNotBeNull();
    }

    [Fact]
    public void A_facility_over_two_pools_is_split_by_the_appraisals_at_its_opening_and_anew_when_one_comes_late()
    {
        var history = Billed(pools: [PoolHistory.Pool, PoolId.Of("p2")]);
        history.Register("p2");
        history.Appraise(30_000_000m, new LocalDate(2023, 12, 1));
        history.Indicator("D", Day).Missing!.ToString().ShouldBe("missing(appraisal)");
        history.Appraise(10_000_000m, new LocalDate(2023, 12, 2), "p2");
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(PoolHistory.Commissioned);
        Central(history, "D").ShouldBe(7_500_000m);
        Central(history, "D", Day, "pool/p2").ShouldBe(2_500_000m);
        Central(history, "D", Day, "facility/f1").ShouldBe(10_000_000m);
    }

    [Fact]
    public void Leaves_add_up_to_the_figures_of_the_pool_exactly()
    {
        var history = Billed();
        history.Lend(3_333_333.33m, "f2");
        history.Lend(0.01m, "f3");
        history.Appraise(9_999_999.97m, Day);
        foreach (var month in (YearMonth[])[new(2025, 4), new(2025, 5)])
        {
            history.Bill("c", month, 400_000m, 1_000_000m);
            history.Pay("c", month, 1_000_000m);
            history.Use(month, 500_000m, allocated: 550_000m);
        }

        var said = history.Assess(PoolHistory.Subject, Day)!;
        said.Exposures.Sum(leaf => leaf.Debt).ShouldBe(13_333_333.34m);
        said.Exposures.Sum(leaf => leaf.ValueAppraised!.Value).ShouldBe(9_999_999.97m);
        said.Exposures.Sum(leaf => leaf.CommercialHours!.Value.Value).ShouldBe(1_200_000m);
        said.Exposures.Sum(leaf => leaf.InstalledHours!.Value.Value).ShouldBe(2_184_000m); // 1,000 cards, April to June
        Central(history, "D", Day, "party/owner").ShouldBe(13_333_333.34m);
    }

    [Fact]
    public void The_latest_appraisal_counts_is_stale_after_four_hundred_days_and_gone_when_withdrawn()
    {
        var history = Billed();
        history.Appraise(20_000_000m, Day.PlusDays(-400));
        Central(history, "V_A").ShouldBe(20_000_000m);
        Central(history, "LTV_A").ShouldBe(0.5m);
        history.Indicator("V_A", Day.PlusDays(1)).Missing!.ToString().ShouldBe("stale(appraisal)");
        history.File(
            new RiskMonitor.Valuation.AppraisalWithdrawn(
                AppraisalId.Of("p1-2024-5-26"), PoolHistory.Pool, "wrong cards"),
            Day);
        history.Indicator("V_A", Day).Missing!.ToString().ShouldBe("missing(appraisal)");
    }

    [Fact]
    public void Book_value_is_cost_less_straight_line_to_the_residual_share() =>
        Central(Billed(), "V_B").ShouldBe(30_000_000m - (30_000_000m * 0.95m * 17 / 60));

    private static History Billed(
        decimal paid = 1_000_000m, OfftakeKind kind = OfftakeKind.OnDemand, decimal active = 500_000m,
        Sequence<PoolId>? pools = null, Sequence<Instalment>? schedule = null)
    {
        var history = PoolHistory.With(PoolHistory.DefaultPolicy(), new LocalDate(2025, 6, 1));
        history.Register();
        history.Lend(10_000_000m, pools: pools, schedule: schedule ?? []);
        history.Sign("c", kind, 1m, 2.5m);
        history.Order("c");
        history.Bill("c", June, 400_000m, 1_000_000m);
        history.Pay("c", June, paid, new LocalDate(2025, 7, 20));
        history.Pay("c", new YearMonth(2025, 8), 1m, new LocalDate(2025, 9, 20));
        history.Use(June, active, allocated: 550_000m);
        history.Close(new LocalDate(2025, 8, 31));
        return history;
    }

    private static decimal Central(
        History history, string name, LocalDate? day = null, string subject = "pool/p1")
    {
        var indicator = history.Indicator(name, day ?? Day, subject);
        indicator.Missing.ShouldBeNull($"{name} {indicator.Missing}");
        return indicator.Central!.Value.Value;
    }
}
