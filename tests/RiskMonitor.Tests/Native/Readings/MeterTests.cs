using CsCheck;
using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Meter;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Native.Readings;

public sealed class MeterTests
{
    private const string Header = "pool,meter,time,register,unit,multiplier,wraps_at,serial";

    [Fact]
    public void Differences_of_the_register_are_a_block_for_each_day()
    {
        var facts = Read(
            Row("2025-03-31T22:00:00", "100.5"), Row("2025-03-31T23:00:00", "101"), Row("2025-04-01T00:00:00", "103"),
            Row("2025-04-01T01:00:00", "103.25")).Facts();

        facts.Select(fact => (EnergyMetered)fact.Data).Select(block => (block.Step, Sum(block), block.Energy.Count))
            .ShouldBe([(Duration.FromHours(1), 100m, 2), (Duration.FromHours(1), 10m, 1)]);
        ((EnergyMetered)facts[0].Data).Start.ShouldBe(Instant.FromUtc(2025, 3, 31, 14, 0));
    }

    [Fact]
    public void A_register_that_wraps_goes_on_and_a_new_device_begins_anew()
    {
        Sum(Read(Row("2025-03-31T22:00:00", "999999", "1000000"), Row("2025-03-31T23:00:00", "4", "1000000"))
            .Facts().Single().Data).ShouldBe(200m);
        Read(
            Row("2025-03-31T21:00:00", "900"), Row("2025-03-31T22:00:00", "901"),
            Row("2025-03-31T22:00:00", "3", serial: "B"), Row("2025-03-31T23:00:00", "5", serial: "B")).Facts()
            .Sum(fact => Sum(fact.Data)).ShouldBe(120m);
    }

    [Theory]
    [InlineData("2025-03-31T23:00:00", "99", "register")]
    [InlineData("2025-04-01T03:00:00", "101", "register")] // five hours
    [InlineData("2025-03-31T22:00:00", "101", "register")] // another word of the same time
    [InlineData("2025-03-31T23:00:00", "-1", "register")]
    [InlineData("2025-03-31T23:00:00", "1e9", "register")]
    [InlineData("31.03.2025 23:00", "101", "time")]
    public void What_cannot_be_told_is_named(string time, string register, string column) =>
        Read(Row("2025-03-31T22:00:00", "100"), Row(time, register)).Wrong()
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                wrong => wrong.Line.ShouldBe(3), wrong => wrong.Column.ShouldBe(column));

    [Fact]
    public void A_reading_that_is_missing_makes_one_window_of_two()
    {
        var block = (EnergyMetered)Read(Row("2025-03-31T20:00:00", "100"), Row("2025-03-31T22:00:00", "101"))
            .Facts().Single().Data;

        (block.Step, Sum(block)).ShouldBe((Duration.FromHours(2), 40m));
    }

    [Fact]
    public void What_was_drawn_is_last_less_first_in_whatever_order_readings_come() =>
        Gen.Int[0, 5_000].Array[2, 24].Sample(steps =>
        {
            var register = 0;
            string[] rows = [.. steps.Select((step, hour) =>
                Row($"2025-03-31T{hour:00}:00:00", $"{(register += step) / 100m}"))];
            var facts = Read(rows).Facts();

            return facts.Sum(fact => Sum(fact.Data)) == (register - steps[0]) * 40m / 100m
                && Read([.. rows.Reverse()]).Facts().Select(fact => (fact.Id, fact.Data))
                    .SequenceEqual(facts.Select(fact => (fact.Id, fact.Data)));
        }, iter: 30);

    private static string Row(string time, string register, string wraps = "", string serial = "A") =>
        $"p1,m-1,{time},{register},kWh,40,{wraps},{serial}";

    private static decimal Sum(object block) => ((EnergyMetered)block).Energy.Sum(window => window.Value);

    private static IReadOnlyList<FilingLine> Read(params string[] rows) => new MeterFormat().Read(
        Declaration.None with { TimeZone = "Asia/Shanghai" }, NativeReading.Table(Header, rows));
}
