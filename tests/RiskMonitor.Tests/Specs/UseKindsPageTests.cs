using System.Text.RegularExpressions;
using RiskMonitor.Surveillance.Kinds;

namespace RiskMonitor.Tests.Specs;

/// <summary>What specs/use-kinds.md says of kinds, signals, bounds and watts is what the code does.</summary>
public sealed partial class UseKindsPageTests
{
    private static readonly string Page = File.ReadAllText(Repo.Path("specs/use-kinds.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_page_has_every_bound_with_its_value_and_reason_in_this_version()
    {
        Page.ShouldContain($"Version `{KindBounds.Version}`");
        Rows("bound").ShouldBe(KindBounds.All.Select(bound => $"`{bound.Name}` | {bound.Value} | {bound.Reason}"));
    }

    [Fact]
    public void The_page_has_the_watts_of_every_chip_with_evidence_and_source() => Rows("chip").ShouldBe(
        ChipPower.All.Select(power => string.Join(
            " | ", power.Chip, power.Idle, power.Active, power.JoulesPerToken?.ToString() ?? "–", power.Evidence,
            power.Source)));

    [Fact]
    public void The_page_has_every_kind_by_the_name_that_the_answer_has() =>
        Rows("kind").Select(row => Name().Match(row).Groups[1].Value).ShouldBe(
            Enum.GetValues<UseKind>().Select(kind =>
                System.Text.Json.JsonSerializer.Serialize(kind, RiskMonitor.Wire.Json.Options).Trim('"')));

    [Fact]
    public void The_page_has_every_signal()
    {
        var history = Surveillance.Kinds.Deceits.Paper();

        Rows("signal").Select(row => Name().Match(row).Groups[1].Value).ShouldBe(
            Surveillance.Kinds.KindWorld.Kinds(history).Signals.Select(signal => signal.Name));
    }

    /// <summary>Lines of the table whose first column has this head, without the outer bars.</summary>
    private static List<string> Rows(string head) =>
    [
        .. Page.Split('\n').SkipWhile(line => !line.StartsWith($"| {head} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line[2..^2]),
    ];

    [GeneratedRegex("^`([a-z-]+)`")]
    private static partial Regex Name();
}
