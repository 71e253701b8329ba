using NodaTime;
using RiskMonitor.Corrections;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Telemetry;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Utilization;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Native.Telemetry;

/// <summary>What is said of a day, given what was said of it before.</summary>
public sealed class UseFactsTests
{
    private const string Source = "urn:local:operator-a";

    private static readonly PoolId Pool = PoolId.Of("p01");
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 31, 0, 0);

    [Fact]
    public void A_new_run_is_reported_as_measured_under_its_exporter()
    {
        var (fact, said) = Of(Day(Run(0, 1m, 2m)), []).ShouldHaveSingleItem();

        var use = fact.Data.ShouldBeOfType<UtilizationReported>();
        use.Start.ShouldBe(Start);
        use.Active.ShouldBe([new CardHours(1m), new CardHours(2m)]);
        use.Profile.ShouldBe(new UnitProfile(SourceKind.Telemetry, "dcgm-exporter 4.8.0"));
        use.SmActive.ShouldBeNull();
        fact.Evidence.ShouldBe(Evidence.Measured);
        said.Count.ShouldBe(1);
    }

    [Fact]
    public void What_stands_in_for_what_was_not_measured_is_named_in_the_profile()
    {
        var day = Day(Run(0, 1m)) with { ByGpuUtil = true, KnowsAllocation = false };

        var (fact, _) = Of(day, []).Single();

        ((UtilizationReported)fact.Data).Profile.ExporterVersion
            .ShouldBe("dcgm-exporter 4.8.0, active by GPU_UTIL, allocated where active");
        fact.Evidence.ShouldBe(Evidence.Inferred);
    }

    [Fact]
    public void The_same_again_says_nothing() => Of(Day(Run(0, 1m)), Said(Day(Run(0, 1m)))).ShouldBeEmpty();

    [Fact]
    public void Other_hours_correct_the_fact_that_said_them()
    {
        var (first, before) = Of(Day(Run(0, 1m)), []).Single();

        var (fact, said) = Of(Day(Run(0, 1m, 3m)), [before]).ShouldHaveSingleItem();

        var correction = fact.Data.ShouldBeOfType<FactCorrected>();
        correction.Target.ShouldBe(new FiledId(Source, first.Id));
        correction.Subject.ShouldBe("use/p01/2026-03");
        correction.Data.Text.ShouldBe(System.Text.Json.JsonSerializer.Serialize(
            (UtilizationReported)Of(Day(Run(0, 1m, 3m)), []).Single().Fact.Data, Json.Options));
        said.Count.ShouldBe(2);
    }

    [Fact]
    public void A_file_that_fills_a_gap_corrects_the_run_before_it_and_takes_back_the_one_behind_it()
    {
        var before = Said(Day(Run(0, 1m), Run(3, 1m)));

        var facts = Of(Day(Run(0, 1m, 1m, 1m, 1m)), before).Select(pair => pair.Fact.Data).ToList();

        facts[0].ShouldBeOfType<FactCorrected>();
        facts[1].ShouldBeOfType<FactRetracted>().Target.Id.ShouldBe(before[1].Fact);
        facts.Count.ShouldBe(2);
    }

    [Fact]
    public void What_was_taken_back_and_is_said_again_corrects_under_an_id_of_its_own()
    {
        var run = Day(Run(0, 1m));
        var first = Of(run, []).Single();
        var other = Of(Day(Run(0, 2m)), [first.Said]).Single();
        var back = Of(run, [other.Said]).Single();
        var again = Of(Day(Run(0, 2m)), [back.Said]).Single();

        new[] { first.Fact.Id, other.Fact.Id, back.Fact.Id, again.Fact.Id }.ShouldBeUnique();
        back.Fact.Data.ShouldBeOfType<FactCorrected>();
    }

    [Fact]
    public void Everything_that_is_said_passes_the_rules_of_filing()
    {
        var day = Day(Run(0, 1m), Run(3, 1m));
        var facts = Of(day, []).Concat(Of(Day(Run(0, 2m)), Said(day))).Select(pair => pair.Fact);
        var received = UseFacts.Received(
            new TelemetryReceived(
                Pool, "dcgm", "dcgm-exporter 4.8.0", Start, Start + Duration.FromHours(5), 100, 8,
                [new TelemetryGap(Start + Duration.FromHours(1), Start + Duration.FromHours(3))], new string('a', 64)),
            "d");
        var reader = new FilingReader(new FilingScope(Source, MayOversee: false));

        facts.Append(received).Select(fact => reader.Read(EventLineOf(fact), 1)).ShouldAllBe(
            line => line.Errors.Count == 0);
    }

    private static byte[] EventLineOf(NativeFact fact) => System.Text.Encoding.UTF8.GetBytes(
        System.Text.Json.JsonSerializer.Serialize(
            new
            {
                specversion = "1.0", id = fact.Id, source = Source, type = EventCatalogue.NameOf(fact.Data.GetType()),
                subject = fact.Data.Stream, time = NodaTime.Text.InstantPattern.ExtendedIso.Format(fact.Time),
                evidence = "measured",
                data = System.Text.Json.JsonSerializer.SerializeToElement(
                    fact.Data, fact.Data.GetType(), Json.Options),
            }));

    private static List<(NativeFact Fact, SaidBlock Said)> Of(DayOfUse day, IReadOnlyList<SaidBlock> before) =>
        [.. UseFacts.Of(Pool, Source, "dcgm-exporter 4.8.0", day, before)];

    private static List<SaidBlock> Said(DayOfUse day) => [.. Of(day, []).Select(pair => pair.Said)];

    private static DayOfUse Day(params UseRun[] runs) => new(true, false, true, runs);

    private static UseRun Run(int hour, params decimal[] active)
    {
        var run = new UseRun(Start + Duration.FromHours(hour));
        foreach (var hours in active)
        {
            run.Active.Add(new CardHours(hours));
            run.Allocated.Add(new CardHours(hours));
            run.Offline.Add(new CardHours(0m));
        }

        return run;
    }
}
