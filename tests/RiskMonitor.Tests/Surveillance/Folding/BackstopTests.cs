using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Tests.Surveillance.Folding;

/// <summary>What the fold does with a subject whose figures cannot be computed.</summary>
public sealed class BackstopTests
{
    [Fact]
    public void A_day_that_cannot_be_computed_is_inconclusive_and_names_what_broke_off()
    {
        var log = new Log();
        log.Days(Cell.Broken);
        var said = log.Rows.Single().Assessment;
        said.Readings.Single().Raising.ToString().ShouldBe("rejected-input(overflow)");
        said.Readings.Single().Standing.ToString().ShouldBe("rejected-input(overflow)");
        said.Indicators.ShouldBeEmpty();
        said.Group.ShouldBe("group-a");
        Findings(log).Select(row => (row.Rule, row.Subject, row.Detail, row.Day, row.IsOpen)).ShouldBe(
        [
            ("DQ-INCONCLUSIVE", "pool/pool-7", "LEV-DETACH rejected-input(overflow)", Log.Day(0), true),
            ("DQ-UNCOMPUTED", "pool/pool-7", "assessment: overflow", Log.Day(0), true),
        ]);
        Findings(log).ShouldAllBe(row => row.Jurisdiction == TableBook.Place && row.Parties.Count == 1);
    }

    [Fact]
    public void It_neither_raises_nor_clears_nor_counts_nor_starts_the_count_again()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.Broken, Cell.High, Cell.Broken, Cell.High, Cell.Broken, Cell.Clear);
        log.Told().ShouldBe(["raised 1 high on 4 from 0", "cleared on 6"]);
        Findings(log).Where(row => row.Rule == "DQ-UNCOMPUTED").Select(row => (row.Day, row.IsOpen))
            .ShouldBe([(Log.Day(1), true)]); // that day still cannot be computed, whatever comes after it
    }

    [Fact]
    public void Other_subjects_are_judged_as_if_it_were_not_there()
    {
        var (alone, beside) = (new Log(), new Log());
        foreach (var log in (Log[])[alone, beside])
        {
            for (var day = 0; day < 3; day++)
            {
                log.Cell(day, Cell.High, "pool-8");
                log.Cell(day, log == beside ? Cell.Broken : Cell.Clear, "pool-7");
                log.Cell(day, log == beside ? Cell.Broken : Cell.Clear, "pool-9");
                log.Close(day);
            }
        }

        beside.Conclusions.ShouldNotBeEmpty();
        beside.Conclusions.ShouldBe(alone.Conclusions);
        beside.Rows.Where(row => row.Assessment.Subject == "pool/pool-8")
            .ShouldBe(alone.Rows.Where(row => row.Assessment.Subject == "pool/pool-8"));
    }

    [Fact]
    public void A_correction_lets_the_days_be_judged_and_ends_the_finding()
    {
        var log = new Log();
        log.Cell(0, Cell.High);
        var poison = log.Cell(1, Cell.Broken);
        log.Close(0);
        log.Close(1);
        log.Close(2);
        log.Told().ShouldBeEmpty();
        log.Correct(poison, Cell.High);
        log.Told().ShouldBe(["raised 1 high on 2 from 0 retroactive"]);
        Findings(log).Last(row => row.Rule == "DQ-UNCOMPUTED").IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void An_alert_whose_grounds_cannot_be_told_is_raised_without_them()
    {
        var log = new Log();
        log.Days(Cell.Mute, Cell.Mute, Cell.Mute);
        var raised = (AlertRaised)log.Conclusions.First().Event;
        raised.Severity.ShouldBe(Severity.High);
        raised.Inputs.ShouldBeEmpty();
        raised.FlipPoints.ShouldBeEmpty();
        Findings(log).Select(row => (row.Rule, row.Detail, row.Day)).ShouldBe(
        [
            ("DQ-UNCOMPUTED", "flip points of LEV-DETACH: key-not-found", Log.Day(2)),
            ("DQ-UNCOMPUTED", "inputs of LEV-DETACH: division-by-zero", Log.Day(2)),
        ]);
    }

    [Fact]
    public void What_stands_over_days_that_nobody_asks_for_goes_on_standing()
    {
        var (daily, sparse) = (new Log(), new Log(changesDaily: false));
        daily.Days(Cell.High, Cell.High, Cell.High, Cell.Broken);
        daily.Close(40);
        daily.Cell(41, Cell.Clear);
        daily.Close(41);
        foreach (var fact in daily.Facts.Skip(1))
        {
            sparse.Refile(fact);
        }

        daily.Told().ShouldBe(["raised 1 high on 2 from 0", "cleared on 41"]);
        sparse.Told().ShouldBe(daily.Told());
        sparse.Rows.ShouldBe(daily.Rows);
    }

    [Fact]
    public void A_fact_that_breaks_a_book_is_named_and_stops_nothing()
    {
        var log = new Log();
        log.Days(Cell.High, Cell.High);
        var deaf = log.Cell(2, Cell.Deaf);
        log.Days(2, Cell.High, Cell.High, Cell.High);
        Findings(log).Where(row => row.Rule == "DQ-UNCOMPUTED")
            .Select(row => (row.Subject, row.Detail, row.Day, row.IsOpen, row.Source)).ShouldBe(
            [("pool/pool-7", $"{deaf.Id}: notice: overflow", Log.Day(2), true, deaf.Source)]);
        var said = log.Rows.Select(row => (row.Assessment.Day, $"{row.Assessment.Readings.Single().Raising}")).ToList();
        said.First().ShouldBe((Log.Day(0), $"{Verdict.Breach.It}"));
        said.Last().ShouldBe((Log.Day(2), "rejected-input(overflow)"));
        log.Told().ShouldBeEmpty(); // two days of breach and then days of which nothing can be said
    }

    [Fact]
    public void What_the_fact_is_not_about_is_judged_as_if_it_were_not_there()
    {
        var (alone, beside) = (new Log(), new Log());
        foreach (var log in (Log[])[alone, beside])
        {
            for (var day = 0; day < 4; day++)
            {
                log.Cell(day, Cell.High, "pool-8");
                log.Cell(day, log == beside && day == 1 ? Cell.Deaf : Cell.Clear, "pool-7");
                log.Close(day);
            }
        }

        beside.Conclusions.ShouldNotBeEmpty();
        beside.Conclusions.ShouldBe(alone.Conclusions);
    }

    [Fact]
    public void Days_over_which_a_book_breaks_are_judged_and_the_event_that_closed_them_is_named()
    {
        foreach (var changesDaily in (bool[])[true, false])
        {
            var log = new Log(changesDaily: changesDaily);
            log.Days(Cell.Stuck, Cell.Stuck, Cell.Stuck);
            log.Told().ShouldBe(["raised 1 medium on 2 from 0"]);
            Findings(log).Select(row => (row.Rule, row.Detail.Split(": ", 2)[1], row.Day)).ShouldBe(
                Enumerable.Range(0, 3).Select(day =>
                    ("DQ-UNCOMPUTED", "closed days: key-not-found", Log.Day(day))));
        }
    }

    [Fact]
    public void A_fact_that_comes_twice_is_named_and_known_once()
    {
        var log = new Log();
        log.Cell(0, Cell.Clear);
        log.Refile(log.Facts[^1]);
        log.Close(0);
        Findings(log).Where(row => row.Rule == "DQ-UNCOMPUTED").ShouldHaveSingleItem()
            .Detail.ShouldEndWith(": reading: argument");
        log.Rows.ShouldHaveSingleItem().Assessment.Day.ShouldBe(Log.Day(0));
    }

    private static List<FindingRow> Findings(Log log) =>
        [.. log.Steps.SelectMany(step => step.Findings).Where(row => row.Rule != "DQ-UNRESOLVED")];
}
