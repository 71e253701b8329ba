using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native.Telemetry;

public sealed class DcgmTests
{
    /// <summary>
    /// Labels, help lines and the blank value are those of the output that the README of NVIDIA/dcgm-exporter shows.
    /// </summary>
    private const string Legacy = """
        # HELP DCGM_FI_DEV_SM_CLOCK SM clock frequency (in MHz).
        # TYPE DCGM_FI_DEV_SM_CLOCK gauge
        DCGM_FI_DEV_SM_CLOCK{gpu="0", UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 139
        # HELP DCGM_FI_DEV_GPU_UTIL GPU utilization (in %).
        # TYPE DCGM_FI_DEV_GPU_UTIL gauge
        DCGM_FI_DEV_GPU_UTIL{gpu="0", UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 98
        DCGM_FI_PROF_GR_ENGINE_ACTIVE{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 0.335
        DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 291.5
        DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 164901192038
        DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 2
        DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 9223372036854775794

        """;

    /// <summary>The names that dcgm-exporter gives from 4.9 on, of the same state of the same card.</summary>
    private const string BaseUnits = """
        DCGM_FI_DEV_GPU_UTIL_RATIO{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 0.98
        DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 0.335
        DCGM_FI_DEV_BOARD_POWER_WATTS{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 291.5
        DCGM_FI_DEV_GPU_ENERGY_JOULES_TOTAL{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 164901192.038
        DCGM_FI_DEV_FB_USED_BYTES{gpu="0",UUID="GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52"} 2097152

        """;

    [Fact]
    public void The_old_and_the_new_names_say_the_same_in_one_unit()
    {
        var old = Scrape.Read("dcgm", Legacy, Scrape.Node);
        var renamed = Scrape.Read("dcgm", BaseUnits, Scrape.With(new ExporterProfile("dcgm-exporter", "4.9.0")));

        old.Errors.ShouldBeEmpty();
        old.Samples.Values().ShouldBe(
        [
            (TelemetryQuantity.GpuUtilRatio, 0.98), (TelemetryQuantity.EngineActiveRatio, 0.335),
            (TelemetryQuantity.PowerWatts, 291.5), (TelemetryQuantity.EnergyJoules, 164_901_192.038),
            (TelemetryQuantity.MemoryUsedBytes, 2_097_152),
        ]);
        renamed.Samples.Values().ShouldBe(old.Samples.Values());
        old.Samples.ShouldAllBe(sample => sample.At == Scrape.Noon && sample.Device
            == new Device("gpu-a-1", "GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52", "0"));
    }

    [Fact]
    public void Names_of_two_versions_in_one_file_stop_it()
    {
        var (samples, errors, _) = Scrape.Read("dcgm", Legacy + BaseUnits + Legacy, Scrape.With(
            new ExporterProfile("dcgm-exporter", "4.9.0")));

        errors.ShouldBe([(12, "NAT-006")]);
        samples.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("4.8.2")]
    [InlineData("4.4.2-4.7.0-ubuntu22.04")]
    public void A_name_in_a_base_unit_under_a_version_that_had_none_is_refused(string version) =>
        Scrape.Read("dcgm", BaseUnits, Scrape.With(new ExporterProfile("dcgm-exporter", version)))
            .Errors.ShouldBe([(1, "NAT-006")]);

    [Theory]
    [InlineData("DCGM_FI_DEV_GPU_UTIL_RATIO", "98")]
    [InlineData("DCGM_FI_PROF_GR_ENGINE_ACTIVE", "33.5")]
    [InlineData("DCGM_FI_DEV_GPU_UTIL", "101")]
    [InlineData("DCGM_FI_DEV_GPU_UTIL", "-1")]
    [InlineData("DCGM_FI_DEV_POWER_USAGE", "-40")]
    [InlineData("DCGM_FI_DEV_POWER_USAGE", "+Inf")]
    [InlineData("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "-5")]
    [InlineData("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "-Inf")]
    [InlineData("DCGM_FI_DEV_GPU_TEMP", "900")]
    public void What_no_card_can_measure_is_refused(string name, string value) =>
        Scrape.Read("dcgm", $"{name}{{gpu=\"0\"}} {value}\n", Scrape.With(new ExporterProfile("other", "1")))
            .Errors.ShouldBe([(1, "NAT-004")]);

    [Theory]
    [InlineData("NaN")]
    [InlineData("9223372036854775794")]
    [InlineData("140737488355328")]
    [InlineData("2147483632")]
    public void Where_there_is_no_number_there_is_no_sample_and_no_zero(string value)
    {
        var (samples, errors, _) = Scrape.Read("dcgm", $"DCGM_FI_DEV_POWER_USAGE{{gpu=\"0\"}} {value}\n", Scrape.Node);

        samples.ShouldBeEmpty();
        errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""pod="train-7",namespace="ml",container="main" """, 1d)]
    [InlineData("""pod="",namespace="",container="" """, 0d)]
    [InlineData("""pod="dcgm-exporter-x7",exported_pod="train-7" """, 1d)]
    [InlineData("""pod="dcgm-exporter-x7" """, 0d)]
    [InlineData("""hpc_job="4711" """, 1d)]
    [InlineData("""modelName="NVIDIA H800" """, null)]
    public void A_pod_or_a_job_on_a_card_means_that_it_is_allocated(string labels, double? allocated)
    {
        var (samples, _, _) = Scrape.Read(
            "dcgm", $"DCGM_FI_PROF_GR_ENGINE_ACTIVE{{gpu=\"0\",{labels}}} 0.5\n", Scrape.Node);

        samples.Where(sample => sample.Quantity == TelemetryQuantity.Allocated)
            .Select(sample => (double?)sample.Value).SingleOrDefault().ShouldBe(allocated);
    }

    [Fact]
    public void A_counter_that_starts_again_and_a_scrape_that_came_twice_are_kept_as_they_are()
    {
        const string Counter = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{Hostname=\"a\",gpu=\"0\"}";
        var text = $"{Counter} 9000 1774958400000\n{Counter} 9000 1774958400000\n{Counter} 100 1774958430000\n";

        var (samples, errors, _) = Scrape.Read("dcgm", text);

        errors.ShouldBeEmpty();
        samples.Select(sample => sample.Value).ShouldBe([9, 9, 0.1]);
    }

    [Fact]
    public void The_version_is_told_by_the_names_where_it_is_not_declared()
    {
        Scrape.Read("dcgm", Legacy).Exporter.ShouldBe("dcgm-exporter up to 4.8");
        Scrape.Read("dcgm", BaseUnits).Exporter.ShouldBe("dcgm-exporter 4.9 or later");
        Scrape.Read("dcgm", Legacy, Scrape.Node).Exporter.ShouldBe("dcgm-exporter 4.8.0");
    }

    [Fact]
    public void A_slice_of_a_card_is_refused_since_its_share_is_not_known() =>
        Scrape.Read("dcgm", "DCGM_FI_PROF_GR_ENGINE_ACTIVE{gpu=\"0\",GPU_I_ID=\"3\"} 1\n", Scrape.Node)
            .Errors.ShouldBe([(1, "NAT-003")]);

    [Theory]
    [InlineData("DCGM_FI_DEV_GPU_UTIL{gpu=\"0\"} 1\n", "NAT-002")] // neither host nor time
    [InlineData("DCGM_FI_DEV_GPU_UTIL{Hostname=\"a\",gpu=\"0\"} 1\n", "NAT-002")] // no time
    [InlineData("DCGM_FI_DEV_GPU_UTIL{Hostname=\"a\"} 1 1774958400000\n", "NAT-001")] // no device
    public void What_the_file_does_not_say_is_declared_or_refused(string text, string rule) =>
        Scrape.Read("dcgm", text).Errors.ShouldBe([(1, rule)]);

    [Fact]
    public void Hosts_are_written_in_lower_case_and_without_the_port_of_a_scraper()
    {
        var text = "DCGM_FI_DEV_POWER_USAGE{Hostname=\"GPU-A-7\",gpu=\"0\"} 1 1774958400000\n"
            + "DCGM_FI_DEV_POWER_USAGE{instance=\"gpu-a-7:9400\",gpu=\"0\"} 1 1774958400000\n";

        Scrape.Read("dcgm", text).Samples.ShouldAllBe(sample => sample.Device.Host == "gpu-a-7"
            && sample.At == Instant.FromUtc(2026, 3, 31, 12, 0));
    }
}
