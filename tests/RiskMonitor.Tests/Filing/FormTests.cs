using System.Text;
using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class FormTests
{
    [Fact]
    public void A_right_line_becomes_a_fact()
    {
        var line = Filed.Read(Filed.Draw);

        line.Errors.ShouldBeEmpty();
        line.Fact.ShouldNotBeNull().Id.ShouldBe(new FiledId("urn:local:bank", "d-1"));
        line.Fact.Time.ShouldBe(NodaTime.Instant.FromUtc(2026, 1, 5, 0, 0));
        line.Fact.CanonicalHash.Length.ShouldBe(64);
    }

    /// <summary>What is changed in the right line, to what, and the rule and place that must be named.</summary>
    [Theory]
    [InlineData("\"amount\":\"1250000.5\"", "\"amount\":1250000.5", "SYN-013 /data/amount/amount")]
    [InlineData("1250000.5", "1250000.50", "SYN-014 /data/amount/amount")]
    [InlineData("1250000.5", "-0", "SYN-014 /data/amount/amount")]
    [InlineData("1250000.5", "1,250,000", "SYN-014 /data/amount/amount")]
    [InlineData("1250000.5", "1e6", "SYN-014 /data/amount/amount")]
    [InlineData("1250000.5", "+1", "SYN-014 /data/amount/amount")]
    [InlineData("1250000.5", "-1", "VAL-003 /data/amount/amount")]
    [InlineData("\"1250000.5\"", "null", "SYN-008 /data/amount/amount")]
    [InlineData("\"1250000.5\"", "[]", "SYN-015 /data/amount/amount")]
    [InlineData("{\"amount\":\"1250000.5\",\"currency\":\"CNY\"}", "\"12 CNY\"", "SYN-015 /data/amount")]
    [InlineData("\"currency\":\"CNY\"", "\"currency\":\"RMB yuan\"", "SYN-017 /data/amount/currency")]
    [InlineData("\"facility\":\"f-1\"", "\"facility\":\"f 1\"", "SYN-017 /data/facility")]
    [InlineData("\"facility\":\"f-1\",", "", "SYN-012 /data/facility")]
    [InlineData("\"facility\":\"f-1\",", "\"facility\":\"f-1\",\"fee\":\"1\",", "SYN-011 /data/fee")]
    [InlineData("\"facility\":\"f-1\",", "\"facility\":\"f-1\",\"a/b\":\"1\",", "SYN-011 /data/a~1b")]
    [InlineData("\"facility\":\"f-1\",", "\"facility\":\"f-1\",\"facility\":\"f-1\",", "SYN-007 /data/facility")]
    [InlineData("\"facility\":\"f-1\",", "\"facility\":\"f-1\",\"\\u0066acility\":\"f-1\",", "SYN-007 /data/facility")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"d-1\",\"id\":\"d-1\"", "SYN-007 /id")]
    [InlineData("\"id\":\"d-1\"", "\"id\":7", "SYN-015 /id")]
    [InlineData("\"id\":\"d-1\",", "", "SYN-012 /id")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"\"", "ENV-002 /id")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"d\\u0000\"", "SYN-010 /id")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"\\ud800\"", "SYN-009 /id")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"d-1\",\"\\udc00\":\"\"", "SYN-009 ")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"d-1\",\"position\":\"7\"", "ENV-009 /position")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"d-1\",\"recordedtime\":\"\"", "ENV-009 /recordedtime")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"d-1\",\"dataschema\":\"x\"", "SYN-011 /dataschema")]
    [InlineData("\"id\":\"d-1\"", "\"id\":\"d-1\",\"sourceref\":\"\"", "ENV-010 /sourceref")]
    [InlineData("\"1.0\"", "\"0.3\"", "ENV-001 /specversion")]
    [InlineData("facility-drawn.v1", "facility-dreamt.v1", "ENV-003 /type")]
    [InlineData("facility-drawn.v1", "alert-raised.v1", "ENV-004 /type")]
    [InlineData("facility-drawn.v1", "incident-opened.v1", "ENV-004 /type")]
    [InlineData("facility-drawn.v1", "filing-accepted.v1", "ENV-004 /type")]
    [InlineData("facility-drawn.v1", "policy-adopted.v1", "ENV-005 /type")]
    [InlineData("facility-drawn.v1", "reporting-day-closed.v1", "ENV-005 /type")]
    [InlineData("facility-drawn.v1", "engine-adopted.v1", "ENV-006 /type")]
    [InlineData("2026-01-05T08:00:00+08:00", "2026-01-05", "ENV-007 /time")]
    [InlineData("2026-01-05T08:00:00+08:00", "2026-02-30T08:00:00Z", "ENV-007 /time")]
    [InlineData("documented", "guessed", "ENV-008 /evidence")]
    [InlineData("urn:local:bank", "urn:local:other", "REF-001 /source")]
    [InlineData("facility/f-1", "facility/f-2", "REF-002 /subject")]
    public void A_wrong_place_is_named_by_rule_and_pointer(string right, string wrong, string expected)
    {
        Filed.Draw.ShouldContain(right);

        var line = Filed.Read(Filed.Draw.Replace(right, wrong, StringComparison.Ordinal));

        line.Fact.ShouldBeNull();
        Filed.Shown(line).ShouldBe(expected);
    }

    [Theory]
    [InlineData("[1]", "SYN-006 ")]
    [InlineData("\"text\"", "SYN-006 ")]
    [InlineData("{\"id\":\"d-1\",}", "SYN-005 ")]
    [InlineData("{\"id\":\"d-1\"} {}", "SYN-005 ")]
    [InlineData("{\"id\":'d-1'}", "SYN-005 ")]
    [InlineData("{\"id\":\"d-1\" // mine\n}", "SYN-005 ")]
    [InlineData("{\"id\":\"d\u00001\"}", "SYN-010 ")]
    public void What_is_no_json_object_is_named(string text, string expected) =>
        Filed.Shown(Filed.Read(text)).ShouldBe(expected);

    [Fact]
    public void Bytes_that_are_no_utf8_are_named()
    {
        var bytes = Encoding.UTF8.GetBytes(Filed.Draw.ReplaceLineEndings(""));
        bytes[30] = 0xFF;

        Filed.Shown(new FilingReader(Filed.Bank).Read(bytes, 1)).ShouldBe("SYN-001 ");
    }

    [Fact]
    public void A_surrogate_encoded_in_utf8_is_no_utf8()
    {
        byte[] bytes = [.. "{\"id\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8];

        Filed.Shown(new FilingReader(Filed.Bank).Read(bytes, 1)).ShouldBe("SYN-001 ");
    }

    [Fact]
    public void A_byte_order_mark_does_not_hide_other_mistakes() =>
        Filed.Shown(Filed.Read("\uFEFF" + Filed.Draw.Replace("1.0", "2.0", StringComparison.Ordinal)))
            .ShouldBe("SYN-002 ; ENV-001 /specversion");

    [Theory]
    [InlineData(28, "SYN-011 /data/deep")]
    [InlineData(40, "SYN-004 ")]
    public void Depth_is_limited(int depth, string expected)
    {
        var deep = $"\"deep\":{new string('[', depth)}{new string(']', depth)},\"facility\"";

        Filed.Shown(Filed.Read(Filed.Draw.Replace("\"facility\"", deep, StringComparison.Ordinal))).ShouldBe(expected);
    }
}
