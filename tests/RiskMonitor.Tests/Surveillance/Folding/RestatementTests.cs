using RiskMonitor.Corrections;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Surveillance.Folding;

public sealed class RestatementTests
{
    [Fact]
    public void A_late_fact_raises_retroactively()
    {
        var log = new Log();
        log.Days(Cell.Clear, Cell.Clear, Cell.Clear, Cell.Clear, Cell.Clear, Cell.Clear);
        log.Cell(5, Cell.High);
        log.Told().ShouldBeEmpty(); // one day is not enough
        log.Correct(log.Facts[5].Id, Cell.High); // the third day's cell
        log.Told().ShouldBeEmpty();
        log.Correct(log.Facts[7].Id, Cell.High);
        log.Correct(log.Facts[9].Id, Cell.High);
        log.Told().ShouldBe(["raised 1 high on 4 from 2 retroactive"]);
    }

    [Fact]
    public void A_correction_that_makes_the_breach_untrue_withdraws_the_alert_and_is_its_cause()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.High);
        log.Correct(log.Facts[3].Id, Cell.Clear);
        log.Told().ShouldBe(["raised 1 high on 2 from 0", "withdrawn by 7"]);
        log.Incidents().ShouldBe(["opened group-a", "attached", "closed"]);
    }

    [Fact]
    public void A_retraction_withdraws_and_a_later_correction_raises_anew()
    {
        var log = new Log();
        log.Cell(0, Cell.Clear);
        var breach = log.Cell(1, Cell.High);
        log.Close(5);
        log.File(new FactRetracted("pool/pool-7", breach, CorrectionReason.ReporterError), Log.Monday);
        log.Correct(breach, Cell.High);
        log.Told().ShouldBe(
        [
            "raised 1 high on 3 from 1", "withdrawn by 4", "raised 2 high on 3 from 1 retroactive after another",
        ]);
    }

    [Fact]
    public void An_alert_that_was_cleared_in_truth_earlier_is_cleared_again_with_the_true_day()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.High, Cell.High, Cell.High, Cell.Clear);
        log.Correct(log.Facts[9].Id, Cell.Clear); // day 4
        log.Told().ShouldBe(["raised 1 high on 2 from 0", "cleared on 5", "cleared on 4"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_over_is_cleared_without_a_word_of_its_severity_whether_the_book_is_asked_daily_or_not(
        bool changesDaily)
    {
        var log = new Log(changesDaily: changesDaily);
        log.Cell(18, Cell.High);
        log.Close(54);
        log.Cell(54, Cell.Between); // it stands on, and is medium
        log.Cell(8, Cell.Critical); // the days before it read otherwise, so all is told again
        log.Close(58); // a book that is not asked daily is not asked here
        log.Cell(54, Cell.Clear);
        log.Told().ShouldBe(["raised 1 high on 20 from 18", "medium on 54", "cleared on 54"]);
    }

    [Fact]
    public void An_alert_whose_clearing_became_untrue_is_followed_by_a_new_one_from_that_day()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.High, Cell.Clear, Cell.High);
        log.Correct(log.Facts[7].Id, Cell.Critical); // day 3
        log.Told().ShouldBe(
        [
            "raised 1 high on 2 from 0", "cleared on 3", "raised 2 critical on 3 from 0 retroactive after another",
            "high on 4",
        ]);
    }

    [Fact]
    public void A_clearing_that_became_untrue_between_two_alerts_needs_no_third()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.High, Cell.Clear, Cell.High, Cell.High, Cell.High);
        log.Correct(log.Facts[7].Id, Cell.High);
        log.Told().Count().ShouldBe(3);
    }

    [Fact]
    public void A_standing_alert_whose_severity_was_another_all_along_changes_once()
    {
        var log = new Log();
        log.Cell(0, Cell.High);
        log.Close(6);
        log.Cell(0, Cell.Critical);
        log.Told().ShouldBe(["raised 1 high on 2 from 0", "critical on 2"]);
    }

    [Fact]
    public void A_bad_correction_changes_nothing_and_is_a_finding()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.High);
        var told = log.Told().ToList();
        foreach (var text in (string[])["{}", """{"pool":"pool-8","purchaseCost":{"amount":"1","currency":"USD"}}"""])
        {
            log.File(
                new FactCorrected("pool/pool-7", log.Facts[1].Id, new RawJson(text), CorrectionReason.ReporterError),
                Log.Monday);
            log.Steps[^1].Findings.Single().Rule.ShouldBe("DQ-BADCORRECTION");
        }

        log.Told().ShouldBe(told);
    }

    [Fact]
    public void Act_of_oversight_is_not_corrected()
    {
        var log = new Log();
        log.File(new FactRetracted("policy/340200", log.Facts[0].Id, CorrectionReason.LegalOrder), Log.Monday);
        log.Steps[^1].Findings.Single().Detail.ShouldContain("Only facts are corrected");
    }

    [Fact]
    public void When_the_group_changes_the_alert_moves_to_the_incident_of_the_other_group()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High, Cell.High, Cell.High + Cell.OtherGroup, Cell.Clear + Cell.OtherGroup);
        log.Incidents().ShouldBe(
            ["opened group-a", "attached", "detached", "opened group-b", "attached", "closed", "closed"]);
    }

    [Fact]
    public void Nothing_is_judged_before_a_day_is_closed_and_a_day_closed_twice_changes_nothing()
    {
        var log = new Log();
        log.Cell(0, Cell.High);
        log.Steps[^1].Assessments.ShouldBeEmpty();
        log.Close(3);
        log.Rows.Count().ShouldBe(1);
        log.Close(2);
        log.Steps[^1].IsEmpty.ShouldBeTrue();
    }
}
