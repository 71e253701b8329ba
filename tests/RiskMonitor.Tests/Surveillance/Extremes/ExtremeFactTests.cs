using System.Text.Json.Nodes;
using CsCheck;
using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Tests.Surveillance.Extremes;

/// <summary>
/// One fact that the fold cannot bear would stop the monitor for everybody. So whatever filing lets through, the fold
/// takes in, and says of subjects that the fact has nothing to do with what it would have said without it.
/// </summary>
public sealed class ExtremeFactTests
{
    private static readonly Lazy<List<object>> Undisturbed =
        new(() => FarAway(ExtremeWorld.Fold(ExtremeWorld.Lines).Steps));

    private static readonly Gen<Change> Changes = Gen.Select(
        Gen.Int[0, ExtremeWorld.Near - 1], Gen.Int[0, 10_000], Gen.Int[0, 100], Gen.Int[0, 1],
        (line, place, value, correction) => new Change(line, place, value, correction == 1));

    [Fact]
    public void Every_line_of_the_undisturbed_world_is_filed_and_something_follows()
    {
        foreach (var line in ExtremeWorld.Lines)
        {
            ExtremeWorld.Read(line).ShouldNotBeNull(line);
        }

        Undisturbed.Value.OfType<AlertRaised>().ShouldNotBeEmpty();
        Findings(ExtremeWorld.Fold(ExtremeWorld.Lines).Steps).ShouldNotContain(row => row.Rule == "DQ-UNCOMPUTED");
    }

    [Fact]
    public void Whatever_is_filed_the_fold_takes_in_and_says_the_same_of_others() =>
        Changes.Array[1, 3].Sample(Holds, iter: 16, print: Shown);

    private static void Holds(Change[] changes)
    {
        var (lookout, steps) = ExtremeWorld.Fold(World(changes));
        FarAway(steps).SequenceEqual(Undisturbed.Value).ShouldBeTrue();
        foreach (var subject in lookout.Knowledge.Subjects.ToList())
        {
            foreach (var rule in RuleCatalogue.All.Where(rule => rule.Kind != RuleKind.Finding))
            {
                lookout.Explain(rule.Id, subject, new LocalDate(2026, 2, 10));
            }
        }
    }

    private static List<string> World(Change[] changes)
    {
        var lines = ExtremeWorld.Lines.ToList();
        foreach (var change in changes)
        {
            var changed = change.Of(ExtremeWorld.Lines);
            lines[change.Line] = change.IsCorrection ? lines[change.Line] : changed;
            lines.AddRange(change.IsCorrection ? [ExtremeWorld.AsCorrection(changed)] : []);
        }

        return lines;
    }

    /// <summary>All that was said of the subjects in Ontario.</summary>
    private static List<object> FarAway(IEnumerable<StepResult> steps) =>
    [
        .. steps.SelectMany(step => step.Assessments.Where(row => ExtremeWorld.IsFarAway(row.Assessment.Subject))
            .Concat<object>(step.Notices.Where(row => ExtremeWorld.IsFarAway(row.Subject)))
            .Concat(step.Conclusions.Select(said => said.Event).OfType<AlertRaised>()
                .Where(raised => ExtremeWorld.IsFarAway(raised.Subject)))
            .Concat(step.Findings.Where(row => ExtremeWorld.IsFarAway(row.Subject)))),
    ];

    private static IEnumerable<FindingRow> Findings(IEnumerable<StepResult> steps) =>
        steps.SelectMany(step => step.Findings);

    private static string Shown(Change[] changes) =>
        string.Join('\n', changes.Select(change => $"{change}: {change.Of(ExtremeWorld.Lines)}"));

    /// <summary>One place of one line, driven to one of the ends of its range.</summary>
    private sealed record Change(int Line, int Place, int Value, bool IsCorrection)
    {
        public string Of(Sequence<string> lines)
        {
            var places = Extremes.Places(JsonNode.Parse(lines[Line])!).ToList();
            return ExtremeWorld.With(lines[Line], places[Place % places.Count], Value);
        }
    }
}
