using NodaTime;
using RiskMonitor.Host.Oversight;

namespace RiskMonitor.Host.Tests.Oversight;

public sealed class CommitmentsTests
{
    private static readonly SerialKey Old = Key(0x01);
    private static readonly SerialKey New = Key(0x02);

    [Fact]
    public void Each_line_has_its_commitment_under_each_key()
    {
        var made = Commitments.Of(["sn-1", "SN-2", " s n-1"], [New, Old]);

        made.Keys.ShouldBe([New.Id, Old.Id]);
        made.Made.Count.ShouldBe(3);
        made.Made[0].ShouldBe([New.Commit("SN-1").Value, Old.Commit("SN-1").Value]);
        made.Made[1].ShouldBe([New.Commit("SN-2").Value, Old.Commit("SN-2").Value]);
        made.Made[2].ShouldBe(made.Made[0]);
    }

    [Fact]
    public void Every_line_that_is_no_serial_is_named_and_no_serial_is_shown()
    {
        var refused = Should.Throw<FormatException>(() => Commitments.Of(["SN-1", " ", $"SN{(char)0xD800}"], [New]));

        refused.Message.Split('\n').Select(line => line.Split(':')[0]).ShouldBe(["line 2", "line 3"]);
        refused.Message.ShouldNotContain("SN");
    }

    private static SerialKey Key(byte fill) =>
        new($"key-{fill}", Instant.FromUtc(2026, 1, 1, 0, 0), Until: null, [.. Enumerable.Repeat(fill, 32)]);
}
