using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Corrections;
using RiskMonitor.Surveillance;
using RiskMonitor.Tests;

namespace RiskMonitor.Host.Tests.Demo;

/// <summary>The table of the province's README, held against the fold: exactly these, and nothing else.</summary>
public sealed class ProvinceTests
{
    private static readonly IReadOnlyList<string[]> Table =
    [
        .. File.ReadLines(Repo.Path("specs/demo/synthetic-province/README.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]),
    ];

    [Fact]
    public void The_alerts_of_the_table_stand_at_the_end_with_their_severity() =>
        Judged.Province.Standing.Select(alert => $"{alert.Key} {alert.Value}".ToLowerInvariant())
            .ShouldBe(Rows("alert").Select(row => $"{row[1]} {row[2]}".ToLowerInvariant()), ignoreOrder: true);

    [Fact]
    public void The_alert_that_rested_on_a_slip_is_withdrawn_and_no_other() =>
        Judged.Province.Withdrawn.ShouldBe(Rows("withdrawn").Select(row => row[1]), ignoreOrder: true);

    [Fact]
    public void The_notices_of_the_table_come_and_no_others() =>
        Judged.Province.Notices.ShouldBe(Rows("notice").Select(row => row[1]), ignoreOrder: true);

    [Fact]
    public void What_comes_up_is_written_down_word_for_word() =>
        Written.Match("specs/demo/synthetic-province/what-comes-up.verified.txt", Judged.Province.Outcome);

    [Fact]
    public void No_alert_rests_on_a_fact_of_a_later_day_than_its_own()
    {
        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        var later =
            from alert in Judged.Province.Raised
            from position in alert.Inputs
            let fact = Judged.Province.Facts[(int)position]
            where fact.Data is not FactCorrected // a correction comes when it comes, and speaks of the day before
                && fact.ValidTime.InZone(zone).Date > alert.Day
            select $"{alert.Rule} {alert.Subject} {alert.Day}: {fact.Id.Id} {fact.Data.GetType().Name}";

        later.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("p01")]
    [InlineData("p02")]
    [InlineData("p05")]
    [InlineData("p06")]
    [InlineData("p08")]
    [InlineData("p09")]
    [InlineData("p11")]
    [InlineData("p12")]
    public void Use_carries_the_debt_of_a_sound_pool_over_the_whole_band(string pool)
    {
        var assessment = Judged.Province.Last[$"pool/{pool}"].Assessment;
        assessment.Readings.Single(reading => reading.Rule == "LEV-DETACH").Raising.ShouldBe(Verdict.Clear.It);
    }

    [Fact]
    public void The_correction_moves_the_debt_of_one_pool_and_what_sums_it()
    {
        var (before, after) = (Judged.Province.BeforeCorrection, Judged.Province.Last);
        var moved = after.Keys.Where(subject => after[subject] != before[subject]).ToList();

        moved.ShouldBe(["facility/fac-12", "group/operator-a", "party/operator-a", "pool/p12"]);
        (Debt(before["pool/p12"].Assessment) - Debt(after["pool/p12"].Assessment)).ShouldBe(18_000_000m);
    }

    private static decimal Debt(Assessment assessment) => assessment.Exposures.Sum(leaf => leaf.Debt);

    private static IEnumerable<string[]> Rows(string kind) => Table.Where(row => row[0] == kind);
}
