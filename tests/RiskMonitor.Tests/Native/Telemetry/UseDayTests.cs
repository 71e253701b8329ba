using CsCheck;
using NodaTime;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Telemetry;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Native.Telemetry;

public sealed class UseDayTests
{
    private static readonly LocalDate Day = new(2026, 3, 31);
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 31, 0, 0);
    private static readonly DeviceGroup Pool = new(PoolId.Of("p01"), ["*"]);

    private static readonly TelemetryQuantity[] Quantities =
    [
        TelemetryQuantity.EngineActiveRatio, TelemetryQuantity.GpuUtilRatio, TelemetryQuantity.Allocated,
        TelemetryQuantity.PowerWatts, TelemetryQuantity.Up,
    ];

    private static readonly Gen<PlacedSample> AnySample = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 3], Gen.Int[0, 479],
        Gen.Int[0, Quantities.Length - 1].Select(quantity => Quantities[quantity]),
        Gen.Int[0, 4]).Select((host, place, card, at, quantity, value) => new PlacedSample(
            $"gpu-{host}", $"{place}", $"GPU-{card}", Start + Duration.FromMinutes(at * 3), quantity,
            quantity is TelemetryQuantity.Allocated or TelemetryQuantity.Up ? value % 2 : value / 4.0));

    [Fact]
    public void A_card_that_worked_half_of_an_hour_gives_half_a_card_hour()
    {
        var day = Of(Scrapes(0, 60, "0", minute => minute < 30 ? 1 : 0));

        var run = day.Runs.ShouldHaveSingleItem();
        run.Start.ShouldBe(Start);
        run.Active.ShouldBe([new CardHours(0.5m)]);
        run.Allocated.ShouldBe([new CardHours(0.5m)]);
        run.Offline.ShouldBe([new CardHours(0m)]);
        day.KnowsAllocation.ShouldBeFalse();
        day.ByGpuUtil.ShouldBeFalse();
    }

    [Fact]
    public void A_declared_card_that_did_not_answer_was_offline()
    {
        var eight = Pool with { Cards = 8 };
        var half = Scrapes(0, 60, "0", _ => 1).Concat(Scrapes(0, 30, "1", _ => 1));

        Of(half, eight).Runs.Single().Offline.ShouldBe([new CardHours(6.5m)]);
        Of(half).Runs.Single().Offline.ShouldBe([new CardHours(0.5m)]);
    }

    [Fact]
    public void Two_dies_make_one_card()
    {
        var run = Of(
            Scrapes(0, 60, "0", _ => 1).Concat(Scrapes(0, 60, "1", _ => 0.5)), Pool with { DiesPerCard = 2 })
            .Runs.Single();

        run.Active.ShouldBe([new CardHours(0.75m)]);
        run.Offline.ShouldBe([new CardHours(0m)]);
    }

    [Fact]
    public void A_card_and_what_replaced_it_at_its_place_are_one_card()
    {
        var run = Of(Scrapes(0, 30, "0", _ => 1, "GPU-old").Concat(Scrapes(30, 60, "0", _ => 1, "GPU-new")))
            .Runs.Single();

        run.Active.ShouldBe([new CardHours(1m)]);
        run.Offline.ShouldBe([new CardHours(0m)]);
    }

    [Fact]
    public void An_hour_in_which_nobody_was_heard_is_not_known_and_splits_the_day()
    {
        var day = Of(Scrapes(0, 120, "0", _ => 1).Concat(Scrapes(240, 300, "0", _ => 1)));

        day.Runs.Select(run => (run.Start, run.Active.Count)).ShouldBe(
            [(Start, 2), (Start + Duration.FromHours(4), 1)]);
    }

    [Fact]
    public void An_hour_of_which_the_file_has_only_a_part_is_not_said() =>
        Of(Scrapes(40, 120, "0", _ => 1)).Runs.ShouldHaveSingleItem().Start.ShouldBe(Start + Duration.FromHours(1));

    [Fact]
    public void Gpu_util_stands_in_only_for_a_card_that_gives_nothing_better()
    {
        var busy = Scrapes(0, 60, "0", _ => 1, quantity: TelemetryQuantity.GpuUtilRatio).ToList();
        var engine = Scrapes(0, 60, "0", _ => 0.25).ToList();

        Of(busy).ByGpuUtil.ShouldBeTrue();
        var both = Of(busy.Concat(engine));
        both.ByGpuUtil.ShouldBeFalse();
        both.Runs.Single().Active.ShouldBe([new CardHours(0.25m)]);
    }

    [Fact]
    public void A_pod_on_an_idle_card_is_allocated_and_not_active()
    {
        var run = Of(Scrapes(0, 60, "0", _ => 0)
            .Concat(Scrapes(0, 60, "0", _ => 1, quantity: TelemetryQuantity.Allocated))).Runs.Single();

        run.Allocated.ShouldBe([new CardHours(1m)]);
        run.Active.ShouldBe([new CardHours(0m)]);
    }

    [Fact]
    public void Activity_that_was_not_measured_is_not_zero()
    {
        var day = Of(Scrapes(0, 60, "0", _ => 300, quantity: TelemetryQuantity.PowerWatts));

        day.IsMeasured.ShouldBeFalse();
        day.Runs.ShouldBeEmpty();
    }

    [Fact]
    public void A_card_that_says_it_is_unwell_does_not_answer() =>
        Of(Scrapes(0, 60, "0", _ => 0).Concat(Scrapes(0, 60, "0", _ => 0, quantity: TelemetryQuantity.Up))
            .Concat(Scrapes(0, 60, "1", _ => 1)))
            .Runs.Single().Offline.ShouldBe([new CardHours(1m)]);

    [Fact]
    public void Rungs_above_active_are_said_where_they_were_measured_at_the_cards()
    {
        var engine = Scrapes(0, 60, "0", _ => 0.75).ToList();
        var tensor = Scrapes(0, 60, "0", _ => 0.5, quantity: TelemetryQuantity.TensorActiveRatio);

        Of(engine).Runs.Single().Tensor.ShouldBeEmpty();
        Of(engine.Concat(tensor)).Runs.Single().Tensor.ShouldBe([new CardHours(0.5m)]);
        Of(engine.Concat(tensor)).Runs.Single().Sm.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(15, 5)]
    [InlineData(60, 5)]
    [InlineData(300, 10)]
    [InlineData(900, 30)]
    [InlineData(1800, 60)]
    public void A_slot_is_at_least_two_scrapes_long(int seconds, int minutes) =>
        UseDay.SlotMinutes(seconds).ShouldBe(minutes);

    [Fact]
    public void Shuffled_and_repeated_samples_say_the_same() =>
        Gen.Select(AnySample.Array[1, 200], Gen.Int[0, 1_000_000]).Sample((samples, seed) =>
        {
            var shuffled = samples.Concat(samples).ToArray();
            new Random(seed).Shuffle(shuffled);
            return Text(Of(shuffled)) == Text(Of(samples));
        });

    [Fact]
    public void No_card_ever_has_more_than_its_hours() =>
        AnySample.Array[1, 300].Sample(samples =>
        {
            var cards = samples.Select(sample => (sample.Host, sample.Place)).Distinct().Count();
            return Of(samples).Runs.All(run => run.Active.Concat(run.Allocated).All(hours => hours.Value <= cards)
                && run.Active.Zip(run.Offline).All(pair => pair.First.Value + pair.Second.Value <= cards + 0.00001m));
        });

    private static IEnumerable<PlacedSample> Scrapes(
        int from, int to, string place, Func<int, double> value, string? device = null,
        TelemetryQuantity quantity = TelemetryQuantity.EngineActiveRatio) =>
        Enumerable.Range(from, to - from).Select(minute => new PlacedSample(
            "gpu-a-1", place, device ?? $"GPU-{place}", Start + Duration.FromMinutes(minute), quantity,
            value(minute)));

    private static DayOfUse Of(IEnumerable<PlacedSample> samples, DeviceGroup? group = null)
    {
        var day = new UseDay(Day, _ => group ?? Pool, 60);
        foreach (var sample in samples.Order())
        {
            day.Add(sample);
        }

        return day.End();
    }

    private static string Text(DayOfUse day) => $"{day.IsMeasured} {day.ByGpuUtil} {day.KnowsAllocation} "
        + string.Join('|', day.Runs.Select(run => $"{run.Start} {string.Join(' ', run.Allocated)} "
            + $"{string.Join(' ', run.Active)} {string.Join(' ', run.Offline)}"));
}
