using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Surveillance.Folding;

public sealed class DigestTests
{
    private static readonly decimal[] Codes =
        [Cell.High, Cell.Unsure, Cell.High, Cell.High, Cell.Critical, Cell.Clear, Cell.Medium];

    [Fact]
    public void The_digest_of_stored_conclusions_is_that_of_the_fold_in_whatever_order_they_are_read()
    {
        var log = Told();
        var stored = new Digest();
        foreach (var row in log.Rows.Reverse())
        {
            stored.Add(Reread(row));
        }

        foreach (var row in log.Steps.SelectMany(step => step.Findings))
        {
            stored.Add(Reread(row));
        }

        foreach (var (stream, said) in log.Conclusions)
        {
            stored.Add(stream, RereadEvent(said), position => position);
        }

        stored.Value.ShouldBe(DigestOf(log).Value);
        DigestOf(log).FirstDifference(stored).ShouldBeNull();
    }

    [Fact]
    public void Positions_do_not_matter_and_ordinals_do()
    {
        var log = Told();
        var moved = new Digest();
        foreach (var step in log.Steps)
        {
            moved.Add(Moved(step), position => position - 1000);
        }

        moved.Value.ShouldBe(DigestOf(log).Value);
        var row = log.Rows.First();
        DigestLine.Of(row with { Ordinal = row.Ordinal + 1 }).ShouldNotBe(DigestLine.Of(row));
    }

    [Fact]
    public void One_altered_row_is_named()
    {
        var log = Told();
        var altered = new Digest();
        foreach (var step in log.Steps)
        {
            altered.Add(
                step with
                {
                    Assessments =
                    [
                        .. step.Assessments.Select(row => row.Day == Log.Day(4)
                            ? row with { Assessment = row.Assessment with { Group = "forged" } }
                            : row),
                    ],
                },
                position => position);
        }

        altered.Value.ShouldNotBe(DigestOf(log).Value);
        DigestOf(log).FirstDifference(altered)
            .ShouldBe(new DigestDifference("assessment pool/pool-7 2026-01-09 @10", DifferenceKind.SaysOtherwise));
    }

    [Fact]
    public void A_line_that_is_missing_is_named_from_both_sides()
    {
        var (whole, part) = (new Digest(), new Digest());
        var rows = Told().Rows.ToList();
        rows.ForEach(whole.Add);
        rows.Skip(1).ToList().ForEach(part.Add);
        whole.FirstDifference(part)!.Kind.ShouldBe(DifferenceKind.OnlyHere);
        part.FirstDifference(whole)!.Kind.ShouldBe(DifferenceKind.OnlyThere);
    }

    [Fact]
    public void What_people_did_is_no_part_of_it()
    {
        var digest = new Digest();
        digest.Add(
            "alert/1", new AlertAssigned(OfficerId.Of("officer-1"), OfficerId.Of("officer-2")), position => position);
        digest.Count.ShouldBe(0);
    }

    private static Log Told()
    {
        var log = new Log();
        log.Days(Codes);
        log.Correct(log.Facts[3].Id, Cell.Clear);
        return log;
    }

    private static Digest DigestOf(Log log)
    {
        var digest = new Digest();
        log.Steps.ForEach(step => digest.Add(step, position => position));
        return digest;
    }

    private static StepResult Moved(StepResult step) => new(
        [.. step.Conclusions.Select(said => said with { Event = Moved(said.Event) })],
        [.. step.Assessments.Select(row => row with { Position = row.Position + 1000 })],
        step.Notices,
        [.. step.Findings.Select(row => row with { Position = row.Position + 1000 })]);

    private static object Moved(object said) => said switch
    {
        AlertRaised raised => raised with { Inputs = [.. raised.Inputs.Select(input => input + 1000)] },
        AlertSeverityChanged changed => changed with { Inputs = [.. changed.Inputs.Select(input => input + 1000)] },
        AlertCleared cleared => cleared with { Inputs = [.. cleared.Inputs.Select(input => input + 1000)] },
        AlertWithdrawn withdrawn => withdrawn with { Cause = withdrawn.Cause + 1000 },
        _ => said,
    };

    private static T Reread<T>(T row) => System.Text.Json.JsonSerializer.Deserialize<T>(
        System.Text.Json.JsonSerializer.Serialize(row, Json.Options), Json.Options)!;

    private static object RereadEvent(object said) => System.Text.Json.JsonSerializer.Deserialize(
        System.Text.Json.JsonSerializer.Serialize(said, Json.Options), said.GetType(), Json.Options)!;
}
