using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Tests.Valuation;

/// <summary>
/// Public accounts of CoreWeave, Inc.: adjusted EBITDA of the quarter and net carrying debt at its end, thousand USD
/// (10-Q of 31 March 2025; press releases of the second and third quarter of 2025; the fourth quarter of 2024 from
/// the S-1 and the call on the fourth quarter of 2025, rounded). Results are the vectors of the indicator
/// definitions.
/// </summary>
public sealed class AccountsScreeningTests
{
    [Theory]
    [InlineData(486000, 7926340, 0.9030, 1.5275, 2.1527, -0.0244)] // December 2024
    [InlineData(606100, 8711666, 0.7958, 1.3462, 1.8972, 0.0280)] // March 2025
    [InlineData(753169, 11051501, 0.8124, 1.3743, 1.9368, 0.0195)] // June 2025
    [InlineData(838124, 14034934, 0.9272, 1.5684, 2.2103, -0.0354)] // September 2025
    public void Leverage_on_use_is_contested_by_price_decay(
        int ebitda, int debt, double favourable, double central, double adverse, double flip)
    {
        var screened = AccountsScreening.Screen(Thousands(ebitda), Thousands(debt), 1m.Ratio);

        Four(screened.LoanToValue.Favourable.Value).ShouldBe((decimal)favourable);
        Four(screened.LoanToValue.Central.Value).ShouldBe((decimal)central);
        Four(screened.LoanToValue.Adverse.Value).ShouldBe((decimal)adverse);
        Four(screened.FlipPriceDecay).ShouldBe((decimal)flip);
        screened.Reaches.ShouldBeNull();
        screened.Contested.ShouldBe(Assumption.PriceDecay);
    }

    [Fact]
    public void A_band_that_agrees_is_not_contested()
    {
        var light = AccountsScreening.Screen(Thousands(486000), Thousands(1_000_000), 1m.Ratio);
        (light.Reaches, light.Contested).ShouldBe((false, null));

        var heavy = AccountsScreening.Screen(Thousands(486000), Thousands(90_000_000), 1m.Ratio);
        (heavy.Reaches, heavy.Contested, heavy.FlipPriceDecay).ShouldBe((true, null, null));
    }

    [Fact]
    public void A_loss_carries_no_debt_at_all()
    {
        var screened = AccountsScreening.Screen(Thousands(-1000), Thousands(1), 1m.Ratio);

        screened.LoanToValue.ShouldBe(new LeverageBand(Leverage.Infinite, Leverage.Infinite, Leverage.Infinite));
        screened.Reaches.ShouldBe(true);
        screened.Value.Low.Amount.ShouldBeLessThan(screened.Value.High.Amount);
    }

    private static Money Thousands(int amount) => (amount * 1000m).Usd;

    private static decimal Four(Ratio? ratio) => Math.Round(ratio!.Value.Value, 4);
}
