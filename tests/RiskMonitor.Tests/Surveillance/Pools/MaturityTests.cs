using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Offtake;
using RiskMonitor.Policy;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>
/// One on-demand contract with thirty days to pay and fifteen of grace, so a month matures 45 days after its end.
/// </summary>
public sealed class MaturityTests
{
    private static readonly YearMonth June = new(2025, 6);
    private static readonly YearMonth July = new(2025, 7);
    private static readonly LocalDate EndOfJuly = new(2025, 7, 31);

    [Fact]
    public void A_bill_of_an_immature_month_makes_nothing_restless_until_the_month_matures()
    {
        var history = Paid(until: June);
        history.Close(new LocalDate(2025, 8, 14));
        history.Bill("m", July, 100_000m, 235_000m);
        history.Restless.Subjects.ShouldNotContain(pool => pool.Value <= new LocalDate(2025, 8, 14));
        history.Close(new LocalDate(2025, 8, 20)); // until the 19th the payment of June could still come back
        history.Close(new LocalDate(2025, 9, 13));
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(new LocalDate(2025, 8, 21));
        history.Close(new LocalDate(2025, 9, 14));
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(new LocalDate(2025, 7, 1));
    }

    [Fact]
    public void An_immature_month_is_named_and_not_counted()
    {
        var history = Paid(until: July);
        history.Close(new LocalDate(2025, 8, 14));
        history.Indicator("U", EndOfJuly).Missing!.ToString().ShouldBe("immature(2025-07)");
        history.Reading("UTIL-IDLE", EndOfJuly).Raising.ToString().ShouldBe("immature(2025-07)");
    }

    [Fact]
    public void A_month_that_is_fully_paid_is_mature_thirty_days_after_its_last_payment()
    {
        var history = Paid(until: June);
        history.Bill("m", July, 100_000m, 235_000m);
        history.Pay("m", July, 235_000m, new LocalDate(2025, 8, 1));
        history.Spend(July, 1m);
        history.Use(July, 200_000m);
        history.Close(new LocalDate(2025, 8, 30));
        history.Indicator("U", EndOfJuly).Missing!.ToString().ShouldBe("immature(2025-07)");
        history.Close(new LocalDate(2025, 8, 31));
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(new LocalDate(2025, 7, 1));
        history.Said(PoolHistory.Subject, EndOfJuly).ShouldBe(history.Assess(PoolHistory.Subject, EndOfJuly));
        history.Indicator("U", EndOfJuly).Missing.ShouldBeNull();
    }

    [Fact]
    public void An_unpaid_month_counts_as_unpaid_only_once_the_bank_has_filed_past_its_grace()
    {
        var history = Paid(until: June);
        history.Bill("m", July, 100_000m, 235_000m);
        history.Use(July, 200_000m);
        history.Close(new LocalDate(2025, 9, 30));
        history.Indicator("U", EndOfJuly).Missing!.ToString().ShouldBe("missing(payment)");
        history.Pay("m", new YearMonth(2025, 8), 1m, new LocalDate(2025, 9, 20));
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(new LocalDate(2025, 7, 1));
        history.Indicator("U", EndOfJuly).Central!.Value.Value.ShouldBe(0m, 3_300m); // the first of July is June's
    }

    [Fact]
    public void A_receipt_that_covers_the_days_completes_the_bank_as_well()
    {
        var history = Paid(until: June);
        history.Bill("m", July, 100_000m, 235_000m);
        history.Use(July, 200_000m);
        history.Close(new LocalDate(2025, 9, 30));
        history.File(
            new FilingAccepted(
                "urn:local:bank", "f-9", "statement", new string('0', 64), 1, 1, 0, 0,
                Covers: new CoveredPeriod(
                    ReportedKind.Payment, new LocalDate(2025, 7, 1), new LocalDate(2025, 9, 14))),
            new LocalDate(2025, 9, 30));
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(new LocalDate(2025, 7, 1));
        history.Indicator("U", EndOfJuly).Missing.ShouldBeNull();
    }

    [Fact]
    public void Before_three_mature_months_after_the_ramp_up_nothing_is_known()
    {
        var history = Paid(until: new YearMonth(2024, 9));
        history.Print(2m, new LocalDate(2024, 8, 30));
        history.Print(2m, new LocalDate(2024, 9, 29));
        history.Close(new LocalDate(2024, 12, 31));
        history.Indicator("V_use", new LocalDate(2024, 8, 31)).Missing!.ToString().ShouldBe("insufficient-history");
        history.Indicator("V_use", new LocalDate(2024, 9, 30)).Missing.ShouldBeNull();
    }

    [Fact]
    public void A_month_without_costs_is_missing_its_costs()
    {
        var history = Paid(until: June);
        history.Print(2m, new LocalDate(2025, 7, 30));
        history.Bill("m", July, 100_000m, 235_000m);
        history.Pay("m", July, 235_000m);
        history.Use(July, 200_000m);
        history.Close(new LocalDate(2025, 9, 30));
        history.Indicator("V_use", EndOfJuly).Missing!.ToString().ShouldBe("missing(costs)");
        history.Spend(July, 1000m);
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(EndOfJuly);
        history.Indicator("V_use", EndOfJuly).Missing.ShouldBeNull();
    }

    [Fact]
    public void A_day_without_its_use_block_leaves_the_month_unknown()
    {
        var history = Paid(until: June);
        history.Print(2m, new LocalDate(2025, 7, 30));
        history.Bill("m", July, 100_000m, 235_000m);
        history.Pay("m", July, 235_000m);
        history.Spend(July, 1000m);
        history.Close(new LocalDate(2025, 9, 30));
        history.Indicator("V_use", EndOfJuly).Missing!.ToString().ShouldBe("missing(utilization)");
    }

    private static History Paid(YearMonth until)
    {
        var history = PoolHistory.With(PoolHistory.DefaultPolicy());
        history.Register();
        history.Lend(10_000_000m);
        history.Sign("m", OfftakeKind.OnDemand, 1m, 2.35m);
        history.Order("m");
        for (var month = new YearMonth(2024, 7); month.CompareTo(until) <= 0; month = month.PlusMonths(1))
        {
            history.Bill("m", month, 100_000m, 235_000m);
            history.Pay("m", month, 235_000m);
            history.Spend(month, 50_000m);
            history.Use(month, 200_000m);
        }

        return history;
    }
}
