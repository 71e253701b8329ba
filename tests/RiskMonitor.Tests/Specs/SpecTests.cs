using RiskMonitor.Verifier.Stories;

namespace RiskMonitor.Tests.Specs;

public sealed class SpecTests
{
    public static TheoryData<string> Stories() =>
    [
        .. Story.Below(Repo.Path("specs"))
            .Select(path => Path.GetRelativePath(Repo.Path("specs"), path).Replace('\\', '/')),
    ];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Every_story_in_specs_ends_as_written(string name)
    {
        var story = Story.Read(Repo.Path($"specs/{name}"));
        var outcome = string.Concat(Replay.Of(story, "story").Outcome.Select(line => line + "\n"));
        if (Accepting.IsOn)
        {
            story.Rewrite(outcome);
            return;
        }

        outcome.ShouldBe(story.Outcome, $"the outcome of specs/{name}");
    }

    [Theory]
    [InlineData("close 340200 2025-02-30", ":6: '2025-02-30' is no date.")]
    [InlineData("open 340200 2025-02-28", ":6: neither a filing, nor a policy, nor days to close.")]
    [InlineData("{\"source\":\"urn:local:a\"}", ":6: ")]
    [InlineData("{\"type\":\"pool-registered.v1\"}", ":6: there is no source.")]
    public void What_cannot_be_read_names_file_and_line(string line, string message)
    {
        var text = new StoryText("story.md", FirstLine: 5, $"\n{line}\n");
        Should.Throw<FormatException>(() => StoryFilings.Of(new Story("story.md", [text], "story.md", "")))
            .Message.ShouldStartWith($"story.md{message}");
    }
}
