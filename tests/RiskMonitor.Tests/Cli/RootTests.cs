using System.CommandLine;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Tests.Cli;

public sealed class RootTests
{
    [Fact]
    public void Help_names_the_program_as_it_is_typed()
    {
        var help = Help("--help");

        help.ShouldContain("riskmonitor [command] [options]");
        help.ShouldNotContain("RiskMonitor.Host");
        help.ShouldContain("--version");
    }

    [Theory]
    [InlineData("acknowledge", "--comment <text>", "--seen <number>", "--json")]
    [InlineData("comment", "--comment <text>", "--seen <number>", "--json")]
    [InlineData("dismiss", "--comment <text>", "--reason <reason>", "false-positive-data")]
    [InlineData("reopen", "--comment <text>", "--seen <number>", "--json")]
    public void Every_piece_of_work_on_an_alert_explains_itself(string verb, params string[] told)
    {
        var help = Help("alert", "d6103350", verb, "--help");

        foreach (var word in told)
        {
            help.ShouldContain(word);
        }
    }

    [Theory]
    [InlineData("alert d6103350")]
    [InlineData("alert d6103350 acknowledge --comment Seen.")]
    [InlineData("alert d6103350 comment --comment Seen. --seen 3 --json")]
    [InlineData("alert d6103350 dismiss --reason known-accepted --comment Agreed.")]
    [InlineData("alert d6103350 reopen --comment Again. --server http://127.0.0.1:1")]
    public void What_is_typed_right_is_understood(string line) =>
        Root.Create().Parse(line.Split(' ')).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("alert")]
    [InlineData("alert d6103350 acknowledge")]
    [InlineData("alert d6103350 dismiss --comment Agreed.")]
    [InlineData("alert d6103350 dismiss --reason boredom --comment Agreed.")]
    [InlineData("alert d6103350 forget --comment Agreed.")]
    public void What_is_typed_wrong_is_refused(string line) =>
        Root.Create().Parse(line.Split(' ')).Errors.ShouldNotBeEmpty();

    private static string Help(params string[] line)
    {
        using var output = new StringWriter();
        Root.Create().Parse(line).Invoke(new InvocationConfiguration { Output = output }).ShouldBe(0);
        return output.ToString();
    }
}
