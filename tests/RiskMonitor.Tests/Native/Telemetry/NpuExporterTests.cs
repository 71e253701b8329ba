using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native.Telemetry;

public sealed class NpuExporterTests
{
    /// <summary>
    /// Names, help texts and labels are those of npu-exporter in Ascend/mind-cluster; the last field is milliseconds.
    /// </summary>
    private static readonly string Text = """
        # HELP npu_exporter_version_info exporter version with value '1'
        # TYPE npu_exporter_version_info gauge
        npu_exporter_version_info{exporterVersion="v7.1.RC1"} 1
        machine_npu_nums 16
        npu_chip_info_utilization{BUSY} 87 1774958400000
        npu_chip_info_cube_utilization{BUSY} 41 1774958400000
        npu_chip_info_power{BUSY} 221.5 1774958400000
        npu_chip_info_hbm_used_memory{BUSY} 65536 1774958400000
        npu_chip_info_health_status{BUSY} 1 1774958400000
        npu_chip_info_utilization{IDLE} 0 1774958400000
        container_npu_utilization{container_name="main",id="0",pod_name="t-1"} 87 1774958400000

        """
        .Replace("BUSY", Labels("0", "t-1", "5AC0-1"), StringComparison.Ordinal)
        .Replace("IDLE", Labels("1", "", "5AC0-2"), StringComparison.Ordinal);

    private static readonly Declaration Node = Declaration.None with
    {
        Exporter = new ExporterProfile("npu-exporter", "v7.1.RC1", Host: "npu-b-1"),
    };

    [Fact]
    public void Per_cent_become_ratios_megabytes_bytes_and_a_pod_an_allocation()
    {
        var (samples, errors, exporter) = Scrape.Read("npu-exporter", Text, Node);

        errors.ShouldBeEmpty();
        exporter.ShouldBe("npu-exporter v7.1.RC1");
        samples.Values().ShouldBe(
        [
            (TelemetryQuantity.EngineActiveRatio, 0.87), (TelemetryQuantity.Allocated, 1),
            (TelemetryQuantity.TensorActiveRatio, 0.41), (TelemetryQuantity.PowerWatts, 221.5),
            (TelemetryQuantity.MemoryUsedBytes, 65_536d * 1_048_576), (TelemetryQuantity.Up, 1),
            (TelemetryQuantity.EngineActiveRatio, 0), (TelemetryQuantity.Allocated, 0),
        ]);
        samples[0].Device.ShouldBe(new Device("npu-b-1", "5AC0-1", "0"));
        samples[0].At.ShouldBe(Instant.FromUtc(2026, 3, 31, 12, 0));
    }

    [Fact]
    public void The_version_is_in_the_file_where_it_is_not_declared() =>
        Scrape.Read("npu-exporter", Text.Replace("vdie_id", "node=\"npu-b-1\",vdie_id", StringComparison.Ordinal))
            .Exporter.ShouldBe("npu-exporter v7.1.RC1");

    [Fact]
    public void Without_a_host_every_sample_is_refused() =>
        Scrape.Read("npu-exporter", Text).Errors.Select(error => error.Rule).Distinct().ShouldBe(["NAT-002"]);

    private static string Labels(string id, string pod, string die) =>
        $"container_name=\"{pod}\",id=\"{id}\",model_name=\"910C\",namespace=\"ml\",pod_name=\"{pod}\","
            + $"vdie_id=\"{die}\"";
}
