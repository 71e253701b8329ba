using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>
/// The eighth published vector of the value in use, (0.50, 0.90, 2.60, 18), (0.30, 0.80, 2.20, 6), u_m 0.15, ρ 0.40,
/// out of contracts, bills, payments, costs, use and prints as they are filed.
/// </summary>
public sealed class EighthVectorTests
{
    private static readonly LocalDate Day = new(2025, 6, 30);

    [Fact]
    public void The_eighth_vector_comes_out_of_filed_facts()
    {
        var history = Filed();
        Central(history, "u_m").ShouldBe(0.15m);
        Central(history, "q").ShouldBe(0.98m);
        Central(history, "O").ShouldBe(255_500m);
        Central(history, "p_0").ShouldBe(2.35m);
        Math.Round(Central(history, "V_use"), 2).ShouldBe(23_211_730.41m);
    }

    [Fact]
    public void Cash_flow_is_what_end_users_paid_less_what_was_spent() =>
        Central(Filed(), "CF").ShouldBe(949_000m + 385_440m + 77_931.296m - 255_500m);

    [Fact]
    public void Ratios_compare_the_debt_with_the_appraisal_and_with_the_use()
    {
        var history = Filed();
        Central(history, "D").ShouldBe(16_000_000m);
        Central(history, "LTV_A").ShouldBe(0.64m);
        Central(history, "LTV_use").ShouldBe(0.689306644416m, 0.0000000001m);
        Central(history, "Detachment").ShouldBe(1m - (23_211_730.41m / 25_000_000m), 0.000000001m);
        Central(history, "UnsupportedDebt").ShouldBe(0m);
        history.Reading("LEV-DETACH", Day).Raising.ShouldBe(Verdict.Clear.It);
    }

    [Fact]
    public void Hours_of_the_window_are_those_of_june()
    {
        var history = Filed();
        Central(history, "H").ShouldBe(720_000m);
        Central(history, "C").ShouldBe(613_200m);
        Central(history, "U").ShouldBe(613_200m);
        Central(history, "R").ShouldBe(36_500m);
        Central(history, "UTIL_U").ShouldBe(0.851666666667m);
        history.Reading("UTIL-IDLE", Day).Raising.ShouldBe(Verdict.Clear.It);
    }

    [Fact]
    public void Indicators_are_in_the_order_of_their_names()
    {
        var names = Filed().Assess(PoolHistory.Subject, Day)!.Indicators.Select(indicator => indicator.Name).ToList();
        names.ShouldBe(names.Order(StringComparer.Ordinal));
        names.ShouldBeUnique();
    }

    [Fact]
    public void The_flip_points_lie_where_the_debt_equals_the_value()
    {
        var history = Filed();
        var flips = history.Pools.FlipPoints("LEV-DETACH", PoolHistory.Subject, Day, history.PolicyOn(Day));
        flips.Single(flip => flip.Input == "debt").At!.Value.Value.ShouldBe(23_211_730.41m, 0.01m);
        history.Pools.Inputs("LEV-DETACH", PoolHistory.Subject, Day, history.PolicyOn(Day)).ShouldNotBeEmpty();
    }

    internal static History Filed()
    {
        var history = PoolHistory.With(PoolHistory.StillPolicy(reLetting: 0.40m), new LocalDate(2025, 6, 1));
        EighthVector.File(history);
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
