using RiskMonitor.Collateral;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Attestation;

namespace RiskMonitor.Tests.Native.Readings;

public sealed class AttestationTests
{
    private const string Header = "time,pool,site,chip,device,result,verifier,independence";

    [Fact]
    public void Devices_are_counted_once_a_day_by_their_latest_result()
    {
        var facts = Read(
            Row("2025-03-31T16:30:00Z", "p1", "GPU-1", "fail"), Row("2025-03-31T17:00:00Z", "p1", "GPU-1", "pass"),
            Row("2025-03-31T17:00:00Z", "p1", "GPU-2", "fail"), Row("2025-04-01T17:00:00Z", "p1", "GPU-1", "pass"))
            .Facts();

        facts.Select(fact => (CardsCounted)fact.Data).Select(count => (count.Method, count.Found, count.Missing))
            .ShouldBe([(CountMethod.Attestation, 1, 1), (CountMethod.Attestation, 1, 0)]);
        facts[0].Time.ToString().ShouldBe("2025-03-31T16:00:00Z");
    }

    [Fact]
    public void A_device_in_two_places_on_one_day_is_named() =>
        Read(
                Row("2025-04-01T00:00:00Z", "p1", "GPU-1", "pass"), Row("2025-04-01T01:00:00Z", "p2", "GPU-1", "pass"),
                Row("2025-04-01T01:00:00Z", "p2", "GPU-3", "perhaps"))
            .Wrong().ShouldBe([(3, "device", "NAT-004"), (4, "result", "MAP-008")]);

    private static string Row(string time, string pool, string device, string result) =>
        $"{time},{pool},hefei-3,H800 SXM,{device},{result},verifier-1,independent";

    private static IReadOnlyList<FilingLine> Read(params string[] rows) => new AttestationFormat().Read(
        Declaration.None with { TimeZone = "Asia/Shanghai" }, NativeReading.Table(Header, rows));
}
