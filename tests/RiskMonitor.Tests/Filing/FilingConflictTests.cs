using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class FilingConflictTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,{"c":"x"}]}""", """{"b":[1,{"c":"x"}],"a":1}""", null)]
    [InlineData("""{"a":1,"b":[1,{"c":"x"}]}""", """{"a":1,"b":[1,{"c":"y"}]}""", "/b/1/c")]
    [InlineData("""{"a":1}""", """{"a":1,"z":2}""", "/z")]
    [InlineData("""{"a":1,"z":2}""", """{"a":1}""", "/z")]
    [InlineData("""{"z":1,"b":1}""", """{"z":2,"b":2}""", "/b")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "/a/1")]
    [InlineData("""{"a":"1"}""", """{"a":1}""", "/a")]
    [InlineData("""{"a":{}}""", """{"a":[]}""", "/a")]
    [InlineData("""{"a/b":{"~":true}}""", """{"a/b":{"~":false}}""", "/a~1b/~0")]
    public void The_first_member_that_differs_is_named(string stored, string filed, string? expected) =>
        FilingConflict.FirstDifference(stored, filed).ShouldBe(expected);

    [Fact]
    public void Two_filings_of_one_id_are_compared_as_facts()
    {
        var one = Filed.Read(Filed.Draw).Fact.ShouldNotBeNull();
        var sameInUtc = Filed.Read(Filed.Draw.Replace(
            "2026-01-05T08:00:00+08:00", "2026-01-05T00:00:00Z", StringComparison.Ordinal)).Fact.ShouldNotBeNull();
        var other = Filed.Read(Filed.Draw.Replace(
            "1250000.5", "1250000", StringComparison.Ordinal)).Fact.ShouldNotBeNull();

        FilingConflict.FirstDifference(FiledForm.Of(one), FiledForm.Of(sameInUtc)).ShouldBeNull();
        FilingConflict.FirstDifference(FiledForm.Of(one), FiledForm.Of(other)).ShouldBe("/data/amount/amount");
        one.CanonicalHash.ShouldNotBe(sameInUtc.CanonicalHash);
    }
}
