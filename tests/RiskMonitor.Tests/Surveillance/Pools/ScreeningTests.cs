using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>A party that is known from its accounts alone, in round figures.</summary>
public sealed class ScreeningTests
{
    private static readonly LocalDate QuarterEnd = new(2025, 3, 31);

    [Fact]
    public void A_party_with_accounts_and_without_pools_is_screened()
    {
        var history = Reported(netDebt: 7_000m, ebitda: 600m);
        Central(history, "D").ShouldBe(7_000m);
        Central(history, "LTV_B").ShouldBe(0.7m);
        Central(history, "ICR").ShouldBe(3m);
        var reading = history.Reading("LEV-DETACH", QuarterEnd, "party/lessor");
        reading.Raising.ToString().ShouldBe("contested(price-decay)");
        reading.Attributes.ShouldBe(["screening"]);
        history.RestlessFrom("party/lessor").ShouldNotBeNull();
    }

    [Fact]
    public void So_much_debt_that_no_assumption_carries_it_is_a_breach_and_so_little_is_clear()
    {
        Raising(Reported(netDebt: 20_000m, ebitda: 600m)).ShouldBe("breach");
        Raising(Reported(netDebt: 1_000m, ebitda: 600m)).ShouldBe("clear");
    }

    [Fact]
    public void Accounts_grow_stale()
    {
        var history = Reported(netDebt: 7_000m, ebitda: 600m);
        var late = QuarterEnd.PlusDays(151);
        history.Close(late);
        history.Indicator("LTV_use", late, "party/lessor").Missing!.ToString().ShouldBe("stale(accounts)");
    }

    [Fact]
    public void The_flip_point_is_the_price_decay_at_which_use_just_carries_the_debt()
    {
        var history = Reported(netDebt: 7_000m, ebitda: 600m);
        var policy = history.PolicyOn(QuarterEnd);
        var flip = history.Obligors.FlipPoints("LEV-DETACH", "party/lessor", QuarterEnd, policy).Single();
        flip.Input.ShouldBe("price-decay");
        flip.Central.Value.ShouldBe(0.15m);
        flip.At.ShouldNotBeNull();
        history.Obligors.Inputs("LEV-DETACH", "party/lessor", QuarterEnd, policy).Count.ShouldBe(1);
    }

    private static History Reported(decimal netDebt, decimal ebitda)
    {
        var history = PoolHistory.With(PoolHistory.DefaultPolicy(), new LocalDate(2025, 3, 1));
        var lessor = PartyId.Of("lessor");
        history.File(
            new PartyRegistered(lessor, "Lessor", [], History.Place, [PartyRole.Operator]), new LocalDate(2024, 1, 1));
        history.File(
            new AccountsReported(
                lessor, "2025-Q1", QuarterEnd, Figure(900m), Figure(ebitda), Figure(200m), Figure(netDebt),
                Figure(10_000m), None, None, None),
            QuarterEnd);
        history.Close(QuarterEnd);
        return history;
    }

    private static string Raising(History history) =>
        history.Reading("LEV-DETACH", QuarterEnd, "party/lessor").Raising.ToString();

    private static Disclosed<AccountFigure> None => Disclosed.Not<AccountFigure>("not-disclosed");

    private static Disclosed<AccountFigure> Figure(decimal amount) =>
        Disclosed.Of(new AccountFigure(amount.Usd, Estimate: false));

    private static decimal Central(History history, string name) =>
        history.Indicator(name, QuarterEnd, "party/lessor").Central!.Value.Value;
}
