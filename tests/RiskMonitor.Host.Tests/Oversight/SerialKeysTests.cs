using NodaTime;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Oversight;

namespace RiskMonitor.Host.Tests.Oversight;

public sealed class SerialKeysTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Duration Window = Duration.FromDays(30);

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"riskmonitor-keys-{Guid.NewGuid():N}");

    private string File => Path.Combine(folder, "serial-keys.json");

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void No_key_is_made_without_being_asked_for()
    {
        SerialKeys.In(folder).At(Start).ShouldBeEmpty();
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public void A_key_commits_alike_after_it_was_read_again()
    {
        var made = SerialKeys.In(folder).Make(Start, Window);

        var read = SerialKeys.In(folder).All.ShouldHaveSingleItem();
        (read.Id, read.Made, read.Until).ShouldBe((made.Id, Start, null));
        read.Commit("sn 1").ShouldBe(made.Commit("SN1"));
    }

    [Fact]
    public void Only_the_owner_may_read_the_file()
    {
        var keys = SerialKeys.In(folder);
        keys.Make(Start, Window);
        keys.Make(Start, Window);

        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFiles(folder).ShouldBe([File]);
    }

    [Fact]
    public void Two_keys_commit_side_by_side_until_the_window_is_over()
    {
        var old = SerialKeys.In(folder).Make(Start, Window);
        var turned = Start + Duration.FromDays(100);
        var @new = SerialKeys.In(folder).Make(turned, Window);
        var keys = SerialKeys.In(folder);

        Ids(keys, turned).ShouldBe([@new.Id, old.Id]);
        Ids(keys, turned + Window - Duration.Epsilon).ShouldBe([@new.Id, old.Id]);
        Ids(keys, turned + Window).ShouldBe([@new.Id]);
        @new.Commit("1").ShouldNotBe(old.Commit("1"));
    }

    [Fact]
    public void A_third_key_does_not_prolong_the_first()
    {
        var keys = SerialKeys.In(folder);
        keys.Make(Start, Window);
        keys.Make(Start + Duration.FromDays(10), Window);
        keys.Make(Start + Duration.FromDays(20), Window);

        keys.All.Select(key => key.Until).ShouldBe(
            [Start + Duration.FromDays(40), Start + Duration.FromDays(50), null]);
    }

    [Theory]
    [InlineData("[{\"id\":\"a\"}]")]
    [InlineData("not json")]
    [InlineData("[{\"id\":\"a\",\"made\":\"2026-01-01T00:00:00Z\",\"secret\":\"00ff\"}]")] // too short
    public void A_file_of_something_else_is_named_and_not_overwritten(string content)
    {
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(File, content);

        Should.Throw<CommandFailedException>(() => SerialKeys.In(folder)).Message.ShouldContain(File);
        System.IO.File.ReadAllText(File).ShouldBe(content);
    }

    [Fact]
    public void Of_two_commands_that_make_a_key_one_is_told()
    {
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText($"{File}.new", "");

        Should.Throw<CommandFailedException>(() => SerialKeys.In(folder).Make(Start, Window))
            .Message.ShouldContain($"{File}.new");
        SerialKeys.In(folder).All.ShouldBeEmpty();
    }

    private static IEnumerable<string> Ids(SerialKeys keys, Instant now) => keys.At(now).Select(key => key.Id);
}
