using NodaTime;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Telemetry;

namespace RiskMonitor.Tests.Native.Telemetry;

public sealed class StepDetectorTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 31, 0, 0);

    [Fact]
    public void A_unit_that_changes_within_a_file_is_found_at_its_moment() =>
        Of(100, (_, minute) => minute < 30 ? 0.9 : 0.009).ShouldBe(Start + Duration.FromMinutes(30));

    [Fact]
    public void A_unit_that_changed_between_two_files_is_found_against_the_last_known_values() =>
        Of(100, (_, minute) => minute < 30 ? 0.9 : 0.009, known: 30).ShouldBe(Start + Duration.FromMinutes(30));

    [Fact]
    public void A_fall_that_somebody_answers_for_is_let_pass_and_no_other()
    {
        static double Value(int device, int minute) => minute < 20 ? 0.9 : minute < 40 ? 0.009 : 0.00009;
        var first = Of(100, Value)!.Value;

        Of(100, Value, confirmed: first).ShouldBe(Start + Duration.FromMinutes(40));
        Of(100, Value, confirmed: first - Duration.FromMinutes(5)).ShouldBe(first);
    }

    [Fact]
    public void What_was_known_before_is_not_judged_again() =>
        Of(100, (_, minute) => minute < 10 ? 0.9 : 0.009, known: 30).ShouldBeNull();

    [Fact]
    public void A_scrape_of_a_fleet_may_take_its_time() =>
        Of(100, (device, minute) => minute < 33 + (device % 4) ? 0.9 : 0.009).ShouldNotBeNull();

    [Theory]
    [InlineData(95, true)]
    [InlineData(94, false)]
    public void Nearly_all_devices_have_to_fall(int fallen, bool found) =>
        Of(100, (device, minute) => minute < 30 || device >= fallen ? 0.9 : 0.009).HasValue.ShouldBe(found);

    [Fact]
    public void A_fleet_whose_job_ends_goes_to_zero_and_that_is_no_unit() =>
        Of(100, (_, minute) => minute < 30 ? 0.9 : 0).ShouldBeNull();

    [Fact]
    public void A_load_that_falls_by_ten_or_device_by_device_is_no_unit()
    {
        Of(100, (_, minute) => minute < 30 ? 0.9 : 0.09).ShouldBeNull();
        Of(100, (device, minute) => minute < device ? 0.9 : 0.009).ShouldBeNull();
    }

    [Fact]
    public void Three_cards_are_too_few_to_tell() =>
        Of(3, (_, minute) => minute < 30 ? 0.9 : 0.009).ShouldBeNull();

    [Fact]
    public void Only_shares_are_watched()
    {
        StepDetector.Watches(TelemetryQuantity.GpuUtilRatio).ShouldBeTrue();
        StepDetector.Watches(TelemetryQuantity.PowerWatts).ShouldBeFalse();
    }

    private static Instant? Of(int devices, Func<int, int, double> value, int known = 0, Instant? confirmed = null)
    {
        var detector = new StepDetector(confirmed is { } moment ? [moment] : []);
        for (var device = 0; device < devices; device++)
        {
            for (var minute = 0; minute < 60; minute++)
            {
                detector.Add(device, Start + Duration.FromMinutes(minute), value(device, minute), minute >= known);
            }
        }

        return detector.Found();
    }
}
