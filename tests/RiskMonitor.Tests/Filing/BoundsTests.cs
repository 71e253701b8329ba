namespace RiskMonitor.Tests.Filing;

/// <summary>What the fold could not compute with is refused before it becomes a fact for ever.</summary>
public sealed class BoundsTests
{
    [Theory]
    [InlineData("pool-leased.v1", "/data/end", "\"9999-12-31\"", "VAL-028")]
    [InlineData("pool-leased.v1", "/data/end", "\"2200-01-01\"", "VAL-028")]
    [InlineData("pool-leased.v1", "/data/start", "\"-0001-01-01\"", "VAL-028")]
    [InlineData("lien-registered.v1", "/data/registeredAt", "\"0001-01-01T00:00:00Z\"", "VAL-028")]
    [InlineData("offtake-amended.v1", "/time", "\"9999-12-31T23:59:59Z\"", "ENV-007")]
    [InlineData("facility-drawn.v1", "/data/amount/amount", "\"79228162514264337593543950335\"", "VAL-027")]
    [InlineData("facility-drawn.v1", "/data/amount/amount", "\"1000000000000000\"", "VAL-027")]
    [InlineData("facility-drawn.v1", "/data/amount/amount", "\"0.0000000000001\"", "VAL-027")]
    [InlineData("energy-metered.v1", "/data/energy/0", "\"1000000000000\"", "VAL-027")]
    [InlineData("reporting-day-closed.v1", "/data/date", "\"2026-01-09\"", "VAL-029")]
    public void What_nothing_can_bear_is_refused(string type, string pointer, string json, string rule) =>
        Filed.Read(Example.With(type, pointer, json), Example.Overseer).Errors
            .ShouldContain(error => error.Rule == rule && error.Pointer == pointer);

    [Theory]
    [InlineData("pool-leased.v1", "/data/end", "\"2199-12-31\"")]
    [InlineData("facility-drawn.v1", "/data/amount/amount", "\"999999999999999.999999999999\"")]
    [InlineData("energy-metered.v1", "/data/energy/0", "\"999999999999.999999999999\"")]
    [InlineData("reporting-day-closed.v1", "/data/date", "\"2026-01-07\"")]
    [InlineData("payment-received.v1", "/data/bankReference", "\"622202123456789012345\"")]
    public void What_lies_just_inside_is_taken(string type, string pointer, string json) =>
        Filed.Shown(Filed.Read(Example.With(type, pointer, json), Example.Overseer)).ShouldBeEmpty();
}
