using System.Text;
using RiskMonitor.Host.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class NamedSourceTests
{
    [Theory]
    [InlineData("{\"source\":\"urn:local:bank\"}\n{\"source\":\"urn:local:other\"}", "urn:local:bank")]
    [InlineData("{\"source\":\n{\"source\":\"urn:local:bank\"}", "urn:local:bank")]
    [InlineData("\n[1]\n{\"id\":\"a\"}\r\n{\"source\":7}\n{\"source\":\"\"}\n{\"source\":\"urn:a:b\"}\r\n", "urn:a:b")]
    [InlineData("\uFEFF{\"source\":\"urn:local:bom\"}\n{\"source\":\"urn:local:bank\"}", "urn:local:bank")]
    [InlineData("{\"source\":\"\\ud800\"}\n{\"source\":\"urn:local:bank\"}", "urn:local:bank")]
    public void A_line_that_cannot_be_read_does_not_decide_whose_file_it_is(string lines, string source) =>
        NamedSource.In(Encoding.UTF8.GetBytes(lines)).ShouldBe(source);

    [Theory]
    [InlineData("")]
    [InlineData("not json\n")]
    [InlineData("{}\n\n{\"source\":null}")]
    public void A_file_that_names_no_source_is_given_none(string lines) =>
        NamedSource.In(Encoding.UTF8.GetBytes(lines)).ShouldBeNull();
}
