using System.Globalization;
using CsCheck;
using NodaTime;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native.Telemetry;

/// <summary>The text itself, whoever wrote it: Prometheus text format 0.0.4 and OpenMetrics 1.0.</summary>
public sealed class ExpositionTests
{
    private static readonly Declaration Declared = Declaration.None with
    {
        Exporter = new ExporterProfile("our-exporter", "1.0", new Dictionary<string, DeclaredMetric>
        {
            ["card_power_kilowatts"] = new(TelemetryQuantity.PowerWatts, 1000m),
            ["card_busy_percent"] = new(TelemetryQuantity.EngineActiveRatio, 0.01m),
        }),
    };

    /// <summary>Those that mean something to the format, and a few that do not.</summary>
    private static readonly string Letters = "\"\\\n}{,= #卡éabc019";

    private static readonly Gen<string> AnyLabel =
        Gen.Int[0, Letters.Length - 1].Select(letter => Letters[letter]).Array[1, 12]
            .Select(letters => new string(letters));

    [Theory]
    [InlineData("1774958400000")] // milliseconds, as the text format has them
    [InlineData("1774958400")] // seconds, as OpenMetrics has them
    [InlineData("1774958400.0")]
    [InlineData("1.7749584e9")]
    public void The_time_of_a_sample_is_that_of_either_format(string time) =>
        Scrape.Read("prometheus", $"card_busy_percent{{host=\"a\",gpu=\"0\"}} 50 {time}\n", Declared)
            .Samples.Single().At.ShouldBe(Instant.FromUtc(2026, 3, 31, 12, 0));

    [Fact]
    public void An_exemplar_a_comment_and_the_end_mark_are_no_samples()
    {
        var text = "# TYPE card_busy_percent gauge\n# UNIT card_busy_percent percent\n\n"
            + "card_busy_percent{host=\"a\",gpu=\"0\"} 50 1774958400.5 # {trace_id=\"x\"} 0.67\n"
            + "card_busy_percent{host=\"a\",gpu=\"1\"}\t25\t1774958400.5\r\n# EOF\n";

        var (samples, errors, exporter) = Scrape.Read("prometheus", text, Declared);

        errors.ShouldBeEmpty();
        samples.Select(sample => sample.Value).ShouldBe([0.5, 0.25]);
        exporter.ShouldBe("our-exporter 1.0");
    }

    [Fact]
    public void What_is_not_known_is_passed_over_whatever_it_is()
    {
        var text = "http_requests_total{code=\"200\"} 3\nnonsense here and there\n\0\u0001{{{\n"
            + "card_power_kilowatts{host=\"a\",gpu=\"0\"} 0.7 1774958400\n";

        var (samples, errors, _) = Scrape.Read("prometheus", text, Declared);

        errors.ShouldBeEmpty();
        samples.Values().ShouldBe([(TelemetryQuantity.PowerWatts, 700)]);
    }

    [Theory]
    [InlineData("card_busy_percent")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\"}")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\" 50 1774958400")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0} 50 1774958400")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\"} fifty 1774958400")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\"} 5_0 1774958400")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\"} 0x32 1774958400")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\"} 50 noon")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\"} 50 -1")]
    [InlineData("card_busy_percent{host=\"a\",gpu=\"0\"} 50 1774958400 and more")]
    [InlineData("card_busy_percent{host=a,gpu=\"0\"} 50 1774958400")]
    [InlineData("card_busy_percent{host=\"a\"gpu=\"0\"} 50 1774958400")]
    public void A_sample_that_is_none_is_named_by_its_line_and_the_others_stand(string broken)
    {
        const string Right = "card_busy_percent{host=\"a\",gpu=\"0\"} 50 1774958400\n";

        var (samples, errors, _) = Scrape.Read("prometheus", $"{Right}{broken}\n{Right}", Declared);

        errors.ShouldBe([(2, "NAT-001")]);
        samples.Select(sample => sample.Line).ShouldBe([1, 3]);
    }

    [Fact]
    public void A_file_that_was_cut_off_keeps_its_whole_lines_and_not_half_a_number()
    {
        const string Text = "card_busy_percent{host=\"a\",gpu=\"0\"} 50 1774958400\n"
            + "card_busy_percent{host=\"a\",gpu=\"1\"} 99 1774958400";

        for (var length = Text.IndexOf('\n', StringComparison.Ordinal) + 2; length <= Text.Length; length++)
        {
            var (samples, errors, _) = Scrape.Read("prometheus", Text[..length], Declared);

            errors.ShouldBe([(2, "NAT-001")]);
            samples.Single().Value.ShouldBe(0.5);
        }
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(12_000_000)] // a million labels
    public void A_line_beyond_all_measure_is_refused_and_the_next_is_read(int bytes)
    {
        var labels = string.Concat(Enumerable.Repeat("a=\"b\",c=\"d\",", bytes / 12));
        var text = $"card_busy_percent{{{labels}gpu=\"0\"}} 1 1774958400\n"
            + "card_busy_percent{host=\"a\",gpu=\"0\"} 50 1774958400\n";

        var (samples, errors, _) = Scrape.Read("prometheus", text, Declared);

        errors.ShouldBe([(1, "NAT-005")]);
        samples.Single().Line.ShouldBe(2);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var bytes = "card_busy_percent{host=\"a?\",gpu=\"0\"} 50 1774958400\n"u8.ToArray();
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;
        var file = NativeFormats.OfDevices("prometheus")!.Open(new MemoryStream(bytes), Declared);

        file.Rows().Single().Error!.Rule.ShouldBe("NAT-001");
    }

    [Fact]
    public void What_was_printed_is_read_as_it_was() =>
        Gen.Select(AnyLabel, AnyLabel, Gen.Double[0, 1], Gen.Long[0, 4_000_000_000_000]).Sample((id, pod, value, at) =>
        {
            var at1 = Math.Max(at, 100_000_000_000);
            var text = string.Create(CultureInfo.InvariantCulture,
                $"DCGM_FI_PROF_SM_ACTIVE{{Hostname=\"a\",UUID=\"{Escaped(id)}\",pod=\"{Escaped(pod)}\"}}")
                + string.Create(CultureInfo.InvariantCulture, $" {value:R} {at1}\n");

            var (samples, errors, _) = Scrape.Read("dcgm", text);

            errors.ShouldBeEmpty();
            samples.Single().ShouldBe(new Sample(
                1, Instant.FromUnixTimeMilliseconds(at1), new Device("a", id, id), TelemetryQuantity.SmActiveRatio,
                value));
        });

    [Fact]
    public void Any_bytes_end_in_samples_or_errors() =>
        Gen.Select(Gen.Byte.Array[0, 80], Gen.Int[0, 70]).Sample((noise, at) =>
        {
            var line = "card_busy_percent{host=\"a\",gpu=\"0\"} 50 1774958400\n"u8.ToArray();
            var bytes = line.Take(Math.Min(at, line.Length)).Concat(noise).Concat(line).ToArray();
            var file = NativeFormats.OfDevices("prometheus")!.Open(new MemoryStream(bytes), Declared);

            file.Rows().Count().ShouldBeLessThan(200);
        });

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
