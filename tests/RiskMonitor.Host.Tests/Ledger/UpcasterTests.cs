using System.Text.Json;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Market;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Tests.Ledger;

/// <summary>A version that never was: fixings once had one member for both currencies.</summary>
public sealed class UpcasterTests
{
    private static readonly Upcasters Known = Upcasters.None.With<FixedBefore, FxFixed>(
        "fx-fixed.v0",
        old => new FxFixed(
            old.Series, Currency.Of(old.Pair[..3]), Currency.Of(old.Pair[3..]), old.Rate));

    [Fact]
    public void A_record_of_an_old_version_is_read_as_the_record_of_today()
    {
        Known.Read("fx-fixed.v0", """{"series":"cfets","pair":"USDCNY","rate":"7.0123"}"""u8.ToArray()).ShouldBe(
            Known.Read(
                "fx-fixed.v1", """{"series":"cfets","base":"USD","quote":"CNY","rate":"7.0123"}"""u8.ToArray()));
    }

    [Theory]
    [InlineData("fx-fixed.v0", """{"series":"cfets","pair":"USDCNY","rate":"7.0123","extra":"1"}""")]
    [InlineData("fx-fixed.v1", """{"series":"cfets","base":"USD","quote":"CNY","rate":"7.0123","extra":"1"}""")]
    [InlineData("fx-fixed.v7", """{"series":"cfets","base":"USD","quote":"CNY","rate":"7.0123"}""")]
    public void What_no_version_knows_is_refused(string stored, string json)
    {
        Should.Throw<JsonException>(() => Known.Read(stored, System.Text.Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void A_version_of_today_is_not_replaced()
    {
        Should.Throw<ArgumentException>(() => Upcasters.None.With<FxFixed, FxFixed>("fx-fixed.v1", fixing => fixing));
    }

    private sealed record FixedBefore(SeriesId Series, string Pair, Ratio Rate);
}
