using CsCheck;
using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native.Telemetry;

public sealed class PrometheusTests
{
    /// <summary>Times and values are those of the example of range queries in Prometheus' documentation of its HTTP
    /// API; a label for the device is added.</summary>
    private const string Documented = """
        {
           "status" : "success",
           "data" : {
              "resultType" : "matrix",
              "result" : [
                 {
                    "metric" : { "__name__" : "up", "job" : "node", "instance" : "localhost:9091", "gpu" : "0" },
                    "values" : [ [ 1435781430.781, "1" ], [ 1435781445.781, "0" ], [ 1435781460.781, "1" ] ]
                 },
                 {
                    "metric" : { "__name__" : "go_threads", "job" : "node", "instance" : "localhost:9091" },
                    "values" : [ [ 1435781430.781, "9" ], [ 1435781445.781, "9" ] ]
                 }
              ]
           }
        }
        """;

    private static readonly Declaration Declared = Declaration.None with
    {
        Exporter = new ExporterProfile("node", "1", new Dictionary<string, DeclaredMetric>
        {
            ["up"] = new(TelemetryQuantity.Up),
        }),
    };

    [Fact]
    public void A_documented_answer_is_read_to_the_values_that_it_states()
    {
        var (samples, errors, _) = Scrape.Read("prometheus", Documented, Declared);

        errors.ShouldBeEmpty();
        samples.Select(sample => sample.Value).ShouldBe([1, 0, 1]);
        samples[1].ShouldBe(new Sample(
            1, Instant.FromUnixTimeMilliseconds(1_435_781_445_781), new Device("localhost", "0", "0"),
            TelemetryQuantity.Up, 0));
    }

    [Fact]
    public void The_names_of_every_known_exporter_are_read()
    {
        var (samples, errors, _) = Scrape.Read("prometheus", Answer(
            Series("DCGM_FI_DEV_GPU_UTIL", "50"), Series("npu_chip_info_power", "221.5")));

        errors.ShouldBeEmpty();
        samples.Values().ShouldBe([(TelemetryQuantity.GpuUtilRatio, 0.5), (TelemetryQuantity.PowerWatts, 221.5)]);
    }

    [Theory]
    [InlineData("""{"status":"error","errorType":"timeout","error":"query timed out"}""")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[]}}""")]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[""")]
    [InlineData("{]")]
    public void An_answer_that_is_no_matrix_is_refused(string text) =>
        Scrape.Read("prometheus", text).Errors.Select(error => error.Rule).ShouldBe(["NAT-001"]);

    [Fact]
    public void An_answer_that_was_cut_off_keeps_its_whole_pairs()
    {
        var text = Answer(Series("npu_chip_info_power", "221.5"), Series("npu_chip_info_power", "221.5"));
        var cut = text[..^20];

        var (samples, errors, _) = Scrape.Read("prometheus", cut);

        samples.Count.ShouldBe(1);
        errors.Select(error => error.Rule).ShouldBe(["NAT-001"]);
    }

    [Fact]
    public void Names_of_two_versions_stop_the_file() =>
        Scrape.Read("prometheus", Answer(
            Series("DCGM_FI_DEV_GPU_UTIL", "50"), Series("DCGM_FI_DEV_GPU_UTIL_RATIO", "0.5"),
            Series("DCGM_FI_DEV_GPU_UTIL", "50"))).Errors.ShouldBe([(2, "NAT-006")]);

    [Fact]
    public void A_series_without_a_name_has_no_unit() =>
        Scrape.Read("prometheus", Answer("""{"metric":{"gpu":"0"},"values":[[1774958400,"1"]]}"""))
            .Errors.ShouldBe([(1, "NAT-003")]);

    [Fact]
    public void Series_of_any_length_are_read()
    {
        var values = string.Join(',', Enumerable.Range(0, 40_000).Select(second => $"[{1774958400 + second},\"0.5\"]"));

        Scrape.Read("prometheus", Answer(
            $$"""{"metric":{"__name__":"DCGM_FI_PROF_SM_ACTIVE","node":"a","gpu":"0"},"values":[{{values}}]}"""))
            .Samples.Count.ShouldBe(40_000);
    }

    [Fact]
    public void An_answer_that_was_changed_anywhere_ends_in_samples_or_errors()
    {
        var answer = System.Text.Encoding.UTF8.GetBytes(
            Answer(Series("DCGM_FI_DEV_GPU_UTIL", "50"), Series("npu_chip_info_power", "1")));
        Gen.Select(Gen.Int[0, answer.Length - 1], Gen.Byte, Gen.Int[0, 8]).Sample((at, octet, cut) =>
        {
            var changed = answer[..^cut];
            changed[Math.Min(at, changed.Length - 1)] = octet;
            var file = NativeFormats.OfDevices("prometheus")!.Open(new MemoryStream(changed), Declaration.None);

            file.Rows().Count().ShouldBeLessThan(100);
        });
    }

    private static string Series(string name, string value) =>
        $$"""{"metric":{"__name__":"{{name}}","node":"a","gpu":"0"},"values":[[1774958400,"{{value}}"]]}""";

    private static string Answer(params string[] series) =>
        $$$"""{"status":"success","data":{"resultType":"matrix","result":[{{{string.Join(',', series)}}}]}}""";
}
