using RiskMonitor.Alerts;

namespace RiskMonitor.Tests.Surveillance.Folding;

public sealed class EpisodeTests
{
    [Fact]
    public void A_breach_is_raised_when_its_days_are_complete_and_holds_from_the_first()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.Medium);
        log.Told().ShouldBe(["raised 1 medium on 2 from 0"]);
    }

    [Fact]
    public void A_clear_day_before_that_starts_the_count_again()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.Clear, Cell.High, Cell.High);
        log.Told().ShouldBeEmpty();
    }

    [Fact]
    public void An_inconclusive_day_neither_counts_nor_starts_the_count_again_nor_clears()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.Unsure, Cell.High, Cell.Unsure, Cell.High, Cell.Unsure, Cell.Clear);
        log.Told().ShouldBe(["raised 1 high on 4 from 0", "cleared on 6"]);
    }

    [Fact]
    public void Between_the_bounds_nothing_is_raised_and_nothing_cleared()
    {
        var log = new Log();
        log.Days(Cell.Between, Cell.Between, Cell.Between, Cell.Medium, Cell.Medium, Cell.Medium, Cell.Between);
        log.Told().ShouldBe(["raised 1 medium on 5 from 3"]);
    }

    [Fact]
    public void An_alert_follows_the_severity_both_ways_and_clears_on_the_first_clear_day()
    {
        var log = new Log();
        log.Days(Cell.Medium, Cell.Medium, Cell.Medium, Cell.Critical, Cell.High, Cell.High, Cell.Clear);
        log.Told().ShouldBe(["raised 1 medium on 2 from 0", "critical on 3", "high on 4", "cleared on 6"]);
    }

    [Fact]
    public void Days_that_close_together_tell_the_same_as_days_that_close_one_by_one()
    {
        var log = new Log();
        decimal[] codes = [Cell.Medium, Cell.Medium, Cell.Medium, Cell.Critical, Cell.High, Cell.High, Cell.Clear];
        foreach (var (day, code) in codes.Index())
        {
            log.Cell(day, code);
        }

        log.Close(codes.Length - 1);
        log.Told().ShouldBe(["raised 1 medium on 2 from 0", "critical on 3", "high on 4", "cleared on 6"]);
    }

    [Fact]
    public void A_second_episode_names_the_first()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.High, Cell.Clear, Cell.High, Cell.High, Cell.High);
        log.Told().ShouldBe(
            ["raised 1 high on 2 from 0", "cleared on 3", "raised 2 high on 6 from 4 after another"]);
        var raised = log.Conclusions.Where(said => said.Event is AlertRaised).ToList();
        $"alert/{((AlertRaised)raised[1].Event).Previous}".ShouldBe(raised[0].Stream);
    }

    [Fact]
    public void Evidence_is_that_of_the_day_on_which_it_was_raised()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.Critical);
        var raised = (AlertRaised)log.Conclusions.First().Event;
        raised.Measured[0].Low.Value.ShouldBe(Cell.Critical);
        raised.UnsupportedDebt!.Amount.ShouldBe(Cell.Critical);
        raised.Inputs.ShouldBe([5L]);
        raised.FlipPoints.Count.ShouldBe(1);
        raised.Unmeasured.ShouldBeTrue();
        raised.Engine.ShouldBe("test");
        raised.Policy.ShouldBe(new PolicyStamp("1", "hash-1"));
    }

    [Fact]
    public void A_notice_is_a_row_and_no_alert()
    {
        var log = new Log("COL-OVERLAP");
        log.Days(Cell.Medium, Cell.Clear);
        log.Conclusions.ShouldBeEmpty();
        log.Steps.SelectMany(step => step.Notices).Select(row => (row.Day, row.To))
            .ShouldBe([(Log.Day(0), null), (Log.Day(0), Log.Day(1))]);
    }
}
