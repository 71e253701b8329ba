using CsCheck;
using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Tests.Surveillance.Folding;

public sealed class FoldProperties
{
    [Fact]
    public void A_reader_sees_for_every_day_and_position_exactly_what_the_fold_knew_then() =>
        Happening.Histories.Sample(
            history =>
            {
                var log = new Log();
                var cells = new List<FiledId>();
                var known = new List<(long Position, Dictionary<LocalDate, Assessment?> ByDay)>();
                foreach (var happening in history)
                {
                    happening.In(log, cells);
                    known.Add((log.Facts.Count - 1, log.Now()));
                }

                foreach (var (position, byDay) in known)
                {
                    foreach (var (day, expected) in byDay)
                    {
                        Same(Read(log.Rows, day, position), expected).ShouldBeTrue();
                    }
                }
            },
            iter: 300);

    [Fact]
    public void No_row_says_what_a_reader_saw_already_unless_a_month_ends() =>
        Happening.Histories.Sample(
            history =>
            {
                var log = Tell(history);
                foreach (var row in log.Rows.Where(row => row.Day.PlusDays(1).Day != 1))
                {
                    var earlier = log.Rows.Where(other => other.Position < row.Position || other.Day < row.Day);
                    Same(Read(earlier, row.Day, row.Position), row.Assessment).ShouldBeFalse();
                }
            },
            iter: 300);

    [Fact]
    public void After_any_history_an_alert_stands_exactly_if_the_days_as_known_now_leave_one_standing() =>
        Happening.Histories.Sample(
            history =>
            {
                var log = Tell(history);
                var early = log.AsIfKnownFromTheBeginning();
                Standing(log).Select(alert => alert.Severity).ShouldBe(Standing(early).Select(alert => alert.Severity));
            },
            iter: 300);

    [Fact]
    public void A_replay_tells_the_same_to_the_last_row() =>
        Happening.Histories.Sample(
            history =>
            {
                var (log, replay) = (Tell(history), new Log());
                foreach (var fact in log.Facts.Skip(1))
                {
                    replay.Refile(fact);
                }

                replay.Conclusions.ShouldBe(log.Conclusions);
                replay.Rows.ShouldBe(log.Rows);
            },
            iter: 100);

    [Fact]
    public void A_book_that_is_not_asked_every_day_leads_to_the_same_conclusions_with_fewer_questions() =>
        Happening.Histories.Sample(
            history =>
            {
                var (daily, sparse) = (Tell(history), new Log(changesDaily: false));
                foreach (var fact in daily.Facts.Skip(1))
                {
                    sparse.Refile(fact);
                }

                sparse.Conclusions.ShouldBe(daily.Conclusions);
                sparse.Rows.ShouldBe(daily.Rows);
                sparse.Book.Asked.ShouldBeLessThanOrEqualTo(daily.Book.Asked);
            },
            iter: 200);

    [Fact]
    public void There_are_no_more_episodes_than_times_that_the_whole_band_was_crossed() =>
        Happening.Codes.Array[0, 40].Sample(
            codes =>
            {
                var log = new Log();
                log.Days(codes);
                decimal[] undecided = [Cell.Unsure, Cell.Between, Cell.Broken];
                var ends = codes.Where(code => !undecided.Contains(code))
                    .Select(code => code != Cell.Clear).ToList();
                var crossings = ends.Where((breach, index) => breach && (index == 0 || !ends[index - 1])).Count();
                log.Conclusions.Count(said => said.Event is AlertRaised).ShouldBeLessThanOrEqualTo(crossings);
            },
            iter: 300);

    [Fact]
    public void Every_alert_is_raised_once_and_attached_to_one_open_incident_while_it_stands() =>
        Happening.Histories.Sample(
            history =>
            {
                var log = Tell(history);
                log.Conclusions.Where(said => said.Event is AlertRaised).Select(said => said.Stream)
                    .ShouldBeUnique();
                var (opened, closed) = (log.Incidents().Count(Opened), log.Incidents().Count(Closed));
                (opened - closed).ShouldBe(Standing(log).Count > 0 ? 1 : 0);
            },
            iter: 300);

    private static bool Opened(string told) => told.StartsWith("opened", StringComparison.Ordinal);

    private static bool Closed(string told) => told == "closed";

    private static Log Tell(IEnumerable<Happening> history)
    {
        var log = new Log();
        var cells = new List<FiledId>();
        foreach (var happening in history)
        {
            happening.In(log, cells);
        }

        return log;
    }

    private static List<(string Stream, Severity Severity)> Standing(Log log)
    {
        var standing = new SortedDictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var (stream, said) in log.Conclusions)
        {
            switch (said)
            {
                case AlertRaised raised:
                    standing.Add(stream, raised.Severity);
                    break;
                case AlertSeverityChanged changed:
                    standing[stream] = changed.Severity;
                    break;
                case AlertCleared or AlertWithdrawn:
                    standing.Remove(stream);
                    break;
            }
        }

        return [.. standing.Select(alert => (alert.Key, alert.Value))];
    }

    private static Assessment? Read(IEnumerable<AssessmentRow> rows, LocalDate day, long position) => rows
        .Where(row => row.Position <= position && row.Day <= day)
        .OrderBy(row => row.Day).ThenBy(row => row.Position)
        .LastOrDefault()?.Assessment;

    /// <summary>But for the day; a row that says nothing is the same as no row.</summary>
    private static bool Same(Assessment? seen, Assessment? known) => seen is null || seen.Readings.Count == 0
        ? known is null
        : known is not null && (seen with { Day = known.Day }).Equals(known);
}
