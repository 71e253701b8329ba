using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>
/// LEV-DETACH on the eighth vector, whose value in use is 23,211,730.41, with more debt than it carries; an appraisal
/// of 25 million.
/// </summary>
public sealed class DetachmentTests
{
    private static readonly LocalDate Day = new(2025, 6, 30);

    /// <summary>Unsupported shares: 1 − 23.21/25 = 0.07, 1 − 23.21/28 = 0.17, 1 − 23.21/34 = 0.32.</summary>
    [Theory]
    [InlineData(25, Severity.Medium)]
    [InlineData(28, Severity.High)]
    [InlineData(34, Severity.Critical)]
    public void Severity_grows_with_the_share_of_the_debt_that_no_use_supports(int millions, Severity severity)
    {
        var history = EighthVectorTests.Filed();
        history.Lend((millions - 16) * 1_000_000m, "f2");
        var reading = history.Reading("LEV-DETACH", Day);
        reading.Raising.ShouldBe(Verdict.Breach.It);
        reading.Severity.ShouldBe(severity);
        reading.Attributes.ShouldNotContain("credit-covered");
        reading.UnsupportedDebt!.Amount.ShouldBe((millions * 1_000_000m) - 23_211_730.41m, 0.01m);
    }

    /// <summary>0.86 of the value in use against 0.8 of the appraisal: the gap is too small to raise.</summary>
    [Fact]
    public void Between_the_bounds_it_neither_raises_nor_clears()
    {
        var history = EighthVectorTests.Filed();
        history.Lend(4_000_000m, "f2");
        history.Reading("LEV-DETACH", Day).Raising.ShouldBe(Verdict.Clear.It);
        history.Reading("LEV-DETACH", Day).Standing.ShouldBe(Verdict.Breach.It);
    }

    [Fact]
    public void Severity_is_that_of_the_favourable_end_of_the_band()
    {
        var history = Banded();
        var value = history.Indicator("V_use", Day);
        var debt = Math.Round(value.High!.Value.Value / 0.86m, 2); // 0.14 of it at the favourable end
        (1m - (value.Central!.Value.Value / debt)).ShouldBeGreaterThan(0.15m);
        history.Lend(debt - 16_000_000m, "f2");
        history.Reading("LEV-DETACH", Day).Raising.ShouldBe(Verdict.Breach.It);
        history.Reading("LEV-DETACH", Day).Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public void Debt_inside_the_band_is_contested_by_the_assumption_that_makes_the_band()
    {
        var history = Banded();
        var value = history.Indicator("V_use", Day);
        value.Low!.Value.Value.ShouldBeLessThan(23_211_730m);
        value.High!.Value.Value.ShouldBeGreaterThan(23_211_731m);
        history.Lend(23_211_730m - 16_000_000m, "f2");
        history.Reading("LEV-DETACH", Day).Raising.ToString().ShouldBe("contested(price-decay)");
    }

    /// <summary>
    /// All capacity is paid for at 2.35 and a seventh of it is used: with a = (1 − 1.12⁻³) / r_m = 30.3747541098,
    /// V_credit = (730,000 · 2.35 − 255,500) a + 6m · 1.12⁻³ = 48,617,822.49 and
    /// V_use = (100,000 · 2.35 − 255,500) a + 6m · 1.12⁻³ = 3,647,999.03.
    /// </summary>
    [Fact]
    public void What_is_paid_for_and_not_used_covers_the_credit_and_caps_the_severity()
    {
        var history = Reserved();
        Central(history, "V_credit").ShouldBe(48_617_822.49m, 0.01m);
        Central(history, "V_use").ShouldBe(3_647_999.03m, 0.01m);
        Central(history, "LTV_credit").ShouldBe(16_000_000m / 48_617_822.49m, 0.000000001m);
        var reading = history.Reading("LEV-DETACH", Day);
        reading.Raising.ShouldBe(Verdict.Breach.It);
        reading.Attributes.ShouldContain("credit-covered");
        reading.Severity.ShouldBe(Severity.Medium); // although 0.77 of the debt has no use under it
    }

    /// <summary>A fifth of the cost is left and a sale costs 0.12 of it.</summary>
    [Fact]
    public void Disposal_brings_the_residual_of_today_less_its_cost() =>
        Central(EighthVectorTests.Filed(), "V_disposal").ShouldBe(6_000_000m * 0.88m);

    /// <summary>
    /// 40 million owed in June raise after thirty closed days; repaid to 20.5 million the ratio is below 1 and above
    /// 0.8, so the alert stays; it clears with the repayment that leaves 10 million.
    /// </summary>
    [Fact]
    public void An_alert_stays_until_the_debt_is_well_carried_again()
    {
        var history = PoolHistory.With(PoolHistory.StillPolicy(reLetting: 0.40m), new LocalDate(2025, 6, 1));
        EighthVector.File(history, months: 15); // so the bank is known to have filed all of September
        history.Lend(24_000_000m, "f2");
        history.Appraise(25_000_000m, new LocalDate(2025, 7, 1)); // the first one is stale by September
        foreach (var print in Enumerable.Range(0, 32))
        {
            history.Print(2.35m, new LocalDate(2025, 5, 25).PlusDays(5 * print));
        }

        Repay(history, 19_500_000m, new LocalDate(2025, 8, 1));
        Repay(history, 10_500_000m - 6_000_000m, new LocalDate(2025, 9, 1));
        Repay(history, 6_000_000m, new LocalDate(2025, 9, 1), "f1");
        history.Close(new LocalDate(2025, 10, 31));
        history.Reading("LEV-DETACH", new LocalDate(2025, 8, 15)).Raising.ShouldBe(Verdict.Clear.It);
        history.Reading("LEV-DETACH", new LocalDate(2025, 8, 15)).Standing.ShouldBe(Verdict.Breach.It);
        history.Reading("LEV-DETACH", new LocalDate(2025, 9, 1)).Standing.ShouldBe(Verdict.Clear.It);

        var lookout = new Lookout();
        var said = history.Facts.SelectMany(fact => lookout.Step(fact).Conclusions).ToList();
        var raised = said.Select(conclusion => conclusion.Event).OfType<AlertRaised>()
            .Single(alert => alert is { Rule: "LEV-DETACH", Subject: "pool/p1" });
        raised.HoldsFrom.ShouldBe(new LocalDate(2025, 6, 1));
        raised.Day.ShouldBe(new LocalDate(2025, 6, 30));
        said.Select(conclusion => conclusion.Event).OfType<AlertCleared>().Select(alert => alert.Day)
            .ShouldBe([new LocalDate(2025, 9, 1)]);
    }

    private static void Repay(History history, decimal amount, LocalDate day, string facility = "f2") => history.File(
        new FacilityRepaid(FacilityId.Of(facility), amount.Usd, 0m.Usd, RepaymentSource.Operations), day);

    private static History Banded()
    {
        var policy = PoolHistory.StillPolicy(reLetting: 0.40m);
        var decay = new RatioBand(0.05m.Ratio, 0.25m.Ratio, 0.45m.Ratio, "wide");
        var history = PoolHistory.With(
            policy with { Valuation = policy.Valuation with { PriceDecay = decay } }, new LocalDate(2025, 6, 1));
        EighthVector.File(history);
        history.Print(2.35m, Day.PlusDays(-2));
        history.Close(new LocalDate(2025, 9, 30));
        return history;
    }

    private static History Reserved()
    {
        var history = PoolHistory.With(PoolHistory.StillPolicy(reLetting: 0m), new LocalDate(2025, 6, 1));
        history.Register();
        history.Lend(16_000_000m);
        history.Appraise(25_000_000m, new LocalDate(2025, 1, 10));
        history.Sign("a", OfftakeKind.TakeOrPay, 1m, 2.35m, nonCancellableUntil: new LocalDate(2028, 6, 30));
        foreach (var month in PoolHistory.Months(new YearMonth(2024, 7), 13))
        {
            history.Bill("a", month, 730_000m, 1_715_500m);
            history.Pay("a", month, 1_715_500m);
            history.Spend(month, 255_500m);
            history.Use(month, 100_000m, allocated: 700_000m);
        }

        history.Print(2.35m, Day.PlusDays(-2));
        history.Close(new LocalDate(2025, 9, 30));
        return history;
    }

    private static decimal Central(History history, string name)
    {
        var indicator = history.Indicator(name, Day);
        indicator.Missing.ShouldBeNull(name);
        return indicator.Central!.Value.Value;
    }
}
