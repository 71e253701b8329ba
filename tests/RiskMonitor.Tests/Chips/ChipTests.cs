using System.Globalization;
using RiskMonitor.Chips;

namespace RiskMonitor.Tests.Chips;

/// <summary>Pages of chips and unified hours say what the code has, and both what others measured or stated.</summary>
public sealed class ChipTests
{
    [Fact]
    public void The_page_has_every_chip_as_the_code_has_it() => Rows("chips.md", "chip").ShouldBe(
        ChipFacts.All.Select(facts => string.Join(
            " | ", facts.Chip, facts.Vendor, facts.Year, facts.MemoryGigabytes, Or(facts.BandwidthTerabytes),
            Or(facts.Bf16), Or(facts.Fp8), Or(facts.Fp4), Or(facts.Watts),
            facts.Evidence.ToString().ToLowerInvariant())));

    [Fact]
    public void Every_value_that_was_collected_lies_in_its_interval_and_what_is_disputed_is_called_so()
    {
        var rows = File.ReadAllLines(Repo.Path("tests/RiskMonitor.Tests/Chips/chips.csv"))
            .Where(line => line[0] != '#').Skip(1).Select(line => line.Split(',')).ToList();

        rows.Select(row => row[0]).ShouldBe(ChipFacts.All.Select(facts => facts.Chip.Value));
        foreach (var (row, facts) in rows.Zip(ChipFacts.All))
        {
            ChipRange?[] ranges =
                [facts.MemoryGigabytes, facts.BandwidthTerabytes, facts.Bf16, facts.Fp8, facts.Fp4, facts.Watts];
            foreach (var (text, range) in row.Skip(1).Zip(ranges))
            {
                (text.Length > 0).ShouldBe(range is not null, $"{row[0]}: {text}");
                if (range is { } known)
                {
                    decimal.Parse(text, CultureInfo.InvariantCulture).ShouldBeInRange(known.Low, known.High, row[0]);
                }
            }

            (facts.Evidence != ChipEvidence.Sourced).ShouldBe(
                row[^1] != "src" || ranges.Any(range => range is { } one && one.Low < one.High), row[0]);
        }
    }

    [Fact]
    public void The_page_has_every_factor_of_this_version()
    {
        File.ReadAllText(Repo.Path("specs/unified-hours.md")).ShouldContain($"version `{ComputeFactor.Version}`");
        Rows("unified-hours.md", "chip").ShouldBe(ComputeFactor.All.Select(factor => string.Join(
            " | ", factor.Chip, factor.Class.ToString().ToLowerInvariant(), factor.Low, factor.Central, factor.High,
            factor.Evidence)));
    }

    /// <summary>As the research for this project rounded them; of the domestic ones before φ.</summary>
    [Theory]
    [InlineData("A100 SXM 80GB", 0.35, 0.18, 0.50, 1, 1)]
    [InlineData("H20 96GB", 0.20, 0.18, 0.87, 1, 1)]
    [InlineData("H200 SXM", 1.06, 1.04, 1.36, 1, 1)]
    [InlineData("B200 HGX", 2.28, 2.28, 2.30, 1, 1)]
    [InlineData("GB200", 2.51, 2.51, 2.41, 1, 1)]
    [InlineData("MI300X", 1.36, 1.35, 1.54, 0.9, 0.9)]
    [InlineData("Ascend 910B3", 0.34, 0.18, 0.41, 0.7, 0.9)]
    [InlineData("Ascend 910C", 0.83, 0.44, 0.84, 0.7, 0.9)]
    [InlineData("Ascend 950DT", 0.58, 0.55, 1.05, 0.7, 0.9)]
    public void Central_factors_are_those_of_the_published_peak_rates(
        string chip, double training, double prefill, double decode, double trained, double inferred)
    {
        Central(chip, WorkloadClass.Training).ShouldBe(training * trained, 0.0055);
        Central(chip, WorkloadClass.Prefill).ShouldBe(prefill * inferred, 0.0055);
        Central(chip, WorkloadClass.Decode).ShouldBe(decode * inferred, 0.0055);
    }

    [Fact]
    public void Every_band_is_what_the_disputed_values_and_the_exponents_make_of_it()
    {
        foreach (var factor in ComputeFactor.All.Where(factor => factor.Central.Value is not (0m or 1m)))
        {
            var facts = ChipFacts.Of(factor.Chip)!;
            var (a, peak, of) = factor.Class switch
            {
                WorkloadClass.Training => (0.85, facts.Bf16 ?? Half(facts.Fp8!.Value), 989.0),
                WorkloadClass.Prefill => (0.9, facts.Fp8 ?? facts.Bf16!.Value, 1979.0),
                _ => (0.15, facts.Fp8 ?? facts.Bf16!.Value, 1979.0),
            };
            var inference = factor.Class != WorkloadClass.Training;
            var (least, most) = facts.Vendor == "NVIDIA" ? (1.0, 1.0)
                : inference || facts.Vendor == "AMD" ? (0.8, 1.0) : (0.6, 0.8);
            var all = (from rate in new[] { peak.Low, peak.High }
                       from width in new[] { facts.BandwidthTerabytes!.Value.Low, facts.BandwidthTerabytes!.Value.High }
                       from power in new[] { a - 0.1, a, a + 0.1 }
                       select Math.Pow((double)rate / of, power) * Math.Pow((double)width / 3.35, 1 - power)).ToList();

            ((double)factor.Low.Value).ShouldBe(all.Min() * least, 0.00051, $"{factor.Chip} {factor.Class}");
            ((double)factor.High.Value).ShouldBe(all.Max() * most, 0.00051, $"{factor.Chip} {factor.Class}");
            factor.Central.Value.ShouldBeInRange(factor.Low.Value, factor.High.Value);
        }
    }

    [Fact]
    public void Cards_that_are_too_small_or_too_loosely_linked_train_nothing()
    {
        var training = ComputeFactor.Of(ChipModel.Of("H200 SXM"), WorkloadClass.Training)!;

        Of("Ascend 910B4", WorkloadClass.Training).High.Value.ShouldBe(0m);
        Of("MTT S4000", WorkloadClass.Training).High.Value.ShouldBe(0m);
        Of("MTT S4000", WorkloadClass.Decode).Low.Value.ShouldBeGreaterThan(0m);
        training.Linked(new Interconnect(400m, 1_024)).ShouldBe(training);
        training.Linked(new Interconnect(399m, 1_024)).High.Value.ShouldBe(0m);
        training.Linked(new Interconnect(400m, 1_023)).High.Value.ShouldBe(0m);
        (training.Linked(null).Low.Value, training.Linked(null).High).ShouldBe((0m, training.High));
        var decode = Of("H200 SXM", WorkloadClass.Decode);
        decode.Linked(new Interconnect(1m, 1)).ShouldBe(decode);
        ComputeFactor.Of(ChipModel.Of("Abacus"), WorkloadClass.Decode).ShouldBeNull();
    }

    private static ComputeFactor Of(string chip, WorkloadClass workload) =>
        ComputeFactor.Of(ChipModel.Of(chip), workload)!;

    private static double Central(string chip, WorkloadClass workload) => (double)Of(chip, workload).Central.Value;

    private static ChipRange Half(ChipRange range) => new(range.Low / 2m, range.High / 2m);

    private static string Or(ChipRange? range) => range?.ToString() ?? "–";

    private static List<string> Rows(string page, string head) =>
    [
        .. File.ReadLines(Repo.Path($"specs/{page}"))
            .SkipWhile(line => !line.StartsWith($"| {head} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line[2..^2]),
    ];
}
