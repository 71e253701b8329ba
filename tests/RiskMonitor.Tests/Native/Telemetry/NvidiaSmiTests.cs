using CsCheck;
using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native.Telemetry;

public sealed class NvidiaSmiTests
{
    /// <summary>Columns as NVIDIA's page "Useful nvidia-smi queries" asks for them, and uuid.</summary>
    private const string Header = "timestamp, name, uuid, pci.bus_id, driver_version, temperature.gpu, "
        + "utilization.gpu [%], power.draw [W], memory.used [MiB]";

    private const string Units = "2026/03/31 20:00:00.123, NVIDIA H800, GPU-1, 00000000:19:00.0, 550.54.15, 41, "
        + "35 %, 291.50 W, 2 MiB";

    private const string NoUnits =
        "2026/03/31 20:00:00.123, NVIDIA H800, GPU-1, 00000000:19:00.0, 550.54.15, 41, 35, 291.50, 2";

    private static readonly Declaration Machine = Declaration.None with
    {
        TimeZone = "Asia/Shanghai",
        Exporter = new ExporterProfile("nvidia-smi", "550.54.15", Host: "GPU-A-1"),
    };

    [Theory]
    [InlineData($"{Header}\n{Units}\n")]
    [InlineData($"{Header}\n{NoUnits}\n")]
    [InlineData($"{Header}\r\n{NoUnits}\r\n")]
    public void A_row_is_read_with_units_and_without(string text)
    {
        var (samples, errors, _) = Scrape.Read("nvidia-smi", text, Machine);

        errors.ShouldBeEmpty();
        samples.Values().ShouldBe(
        [
            (TelemetryQuantity.TemperatureCelsius, 41), (TelemetryQuantity.GpuUtilRatio, 0.35),
            (TelemetryQuantity.PowerWatts, 291.5), (TelemetryQuantity.MemoryUsedBytes, 2_097_152),
        ]);
        samples[0].Device.ShouldBe(new Device("gpu-a-1", "GPU-1", "GPU-1"));
        samples[0].At.ShouldBe(Instant.FromUtc(2026, 3, 31, 12, 0).PlusNanoseconds(123_000_000));
    }

    [Fact]
    public void Without_a_header_the_columns_are_declared()
    {
        var columns = Machine with
        {
            Exporter = Machine.Exporter! with { Columns = ["timestamp", "index", "utilization.gpu"] },
        };

        var (samples, errors, _) = Scrape.Read("nvidia-smi", "2026/03/31 20:00:00.000, 3, 35 %\n", columns);

        errors.ShouldBeEmpty();
        samples.Single().ShouldBe(new Sample(
            1, Scrape.Noon, new Device("gpu-a-1", "3", "3"), TelemetryQuantity.GpuUtilRatio, 0.35));
        Scrape.Read("nvidia-smi", "2026/03/31 20:00:00.000, 3, 35 %\n", Machine).Errors
            .ShouldBe([(1, "NAT-001")]);
    }

    [Theory]
    [InlineData("[N/A]")]
    [InlineData("[Not Supported]")]
    [InlineData("N/A")]
    public void What_a_card_cannot_say_is_not_zero(string none)
    {
        var (samples, errors, _) = Scrape.Read(
            "nvidia-smi", $"timestamp, uuid, utilization.gpu [%]\n2026/03/31 20:00:00.000, GPU-1, {none}\n", Machine);

        errors.ShouldBeEmpty();
        samples.ShouldBeEmpty();
    }

    [Fact]
    public void The_machine_is_declared_or_nothing_is_read() =>
        Scrape.Read("nvidia-smi", $"{Header}\n{Units}\n{Units}\n").Errors.ShouldBe([(1, "NAT-002")]);

    [Fact]
    public void A_table_that_was_changed_anywhere_ends_in_samples_or_errors()
    {
        var table = System.Text.Encoding.UTF8.GetBytes($"{Header}\n{Units}\n{NoUnits}\n");
        Gen.Select(Gen.Int[0, table.Length - 1], Gen.Byte, Gen.Int[0, 8]).Sample((at, octet, cut) =>
        {
            var changed = table[..^cut];
            changed[Math.Min(at, changed.Length - 1)] = octet;
            var file = NativeFormats.OfDevices("nvidia-smi")!.Open(new MemoryStream(changed), Machine);

            file.Rows().Count().ShouldBeLessThan(100);
        });
    }

    [Fact]
    public void An_hour_that_the_clocks_show_twice_is_refused()
    {
        var berlin = Machine with { TimeZone = "Europe/Berlin" };

        Scrape.Read(
            "nvidia-smi", "timestamp, uuid, utilization.gpu [%]\n2026/10/25 02:30:00.000, GPU-1, 5 %\n", berlin)
            .Errors.ShouldBe([(2, "NAT-001")]);
    }

    [Theory]
    [InlineData("timestamp, uuid, power.draw [kW]\n2026/03/31 20:00:00.000, GPU-1, 1\n", 1, "NAT-003")]
    [InlineData("timestamp, uuid, power.draw [W]\n2026/03/31 20:00:00.000, GPU-1, 1 kW\n", 2, "NAT-003")]
    [InlineData("timestamp, uuid, power.draw [W]\n2026/03/31 20:00:00.000, GPU-1, 1,5 W\n", 2, "NAT-001")]
    [InlineData("timestamp, uuid, utilization.gpu [%]\n2026/03/31 20:00:00.000, GPU-1, 101 %\n", 2, "NAT-004")]
    [InlineData("timestamp, uuid, utilization.gpu [%]\n31.03.2026 20:00, GPU-1, 10 %\n", 2, "NAT-001")]
    [InlineData("timestamp, uuid, utilization.gpu [%]\n2026/03/31 20:00:00.000, GPU-1, 35 ", 2, "NAT-001")]
    public void What_is_wrong_with_a_row_is_named(string text, int line, string rule)
    {
        var (samples, errors, _) = Scrape.Read("nvidia-smi", text, Machine);

        errors.ShouldBe([(line, rule)]);
        samples.ShouldBeEmpty();
    }
}
