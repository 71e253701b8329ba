using System.Text.Json.Nodes;
using RiskMonitor.Host.Alerts;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Tests.Cli;

public sealed class AlertSentenceTests
{
    private const string Detached =
        """
        {"name":"LTV_use","unit":"ratio","low":"1.2049","high":"1.71"},
        {"name":"LTV_A","unit":"ratio","low":"0.4","high":"0.4"},
        {"name":"D","unit":"CNY","low":"17000000","high":"17000000"}
        """;

    [Theory]
    [InlineData("LEV-DETACH", "firing", Detached, "12345.6",
        "x/y: the debt of 17,000,000 CNY is 1.20 – 1.71 times what the cards' use is worth, and only 0.40 times what "
        + "they were appraised at, since 2025-03-01. 12,346 CNY of debt is not carried by use.")]
    [InlineData("LEV-DETACH", "firing",
        """
        {"name":"LTV_use","unit":"ratio","low":"1.20","high":"1.71"},
        {"name":"LTV_A","unit":"ratio","low":"1.47","high":"1.47"}
        """, null, "x/y: the debt is 1.20 – 1.71 times what the cards' use is worth, and 1.47 times what they were "
        + "appraised at, since 2025-03-01.")] // within the band: there is no "only"
    [InlineData("LEV-DETACH", "firing",
        """
        {"name":"LTV_use","unit":"ratio","low":"0.9","high":"infinite"},
        {"name":"LTV_A","unit":"ratio","low":"0.95","high":"0.95"}
        """, null, "x/y: the debt is 0.90 – ∞ times what the cards' use is worth, and 0.95 times what they were "
        + "appraised at, since 2025-03-01.")]
    [InlineData("COL-SUM", "firing",
        """
        {"name":"claims","unit":"cards","low":"1400","high":"1400"},
        {"name":"census","unit":"cards","low":"1024","high":"1024"}
        """, null, "x/y: first claims stand on 1,400 cards, and 1,024 were counted, since 2025-03-01.")]
    [InlineData("COL-DUP", "cleared", """{"name":"cards claimed twice","unit":"cards","low":"8","high":"8"}""", null,
        "x/y: 8 cards are pledged first to two lenders, and nothing filed ranks the one behind the other, since "
        + "2025-03-01. It is over.")]
    [InlineData("COL-PHANTOM", "withdrawn", """{"name":"cards delivered","unit":"cards","low":"64","high":"64"}""",
        null, "x/y: money was drawn on 64 cards that were reported delivered and never seen at work, since 2025-03-01. "
        + "It was taken back: a later fact made it untrue.")]
    public void An_alert_is_one_sentence_in_plain_words(
        string rule, string condition, string measured, string? unsupported, string expected)
    {
        var alert = JsonNode.Parse(
            $$"""
            {"rule":"{{rule}}","subject":"x/y","condition":"{{condition}}","holdsFrom":"2025-03-01",
            "attributes":["never-seen"],"measured":[{{measured}}]}
            """)!;
        if (unsupported is not null)
        {
            alert["unsupportedDebt"] = new JsonObject { ["amount"] = unsupported, ["currency"] = "CNY" };
        }

        AlertSentence.Of(alert).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"state":"acknowledged","by":"officer-lin","at":"2026-01-02T03:04:05Z"}""",
        " Acknowledged by officer-lin, 2026-01-02T03:04:05Z.")]
    [InlineData("""{"state":"dismissed","by":"o","at":"2026-01-02T03:04:05Z","reason":"known-accepted"}""",
        " Dismissed as known-accepted by o, 2026-01-02T03:04:05Z.")]
    [InlineData("""{"state":"reopened","at":"2026-01-02T03:04:05Z"}""", " Reopened, 2026-01-02T03:04:05Z.")]
    public void The_sentence_ends_with_what_officers_did_last(string work, string expected)
    {
        var alert = JsonNode.Parse(
            $$"""
            {"rule":"COL-PHANTOM","subject":"x/y","condition":"firing","holdsFrom":"2025-03-01",
            "attributes":["not-delivered"],"measured":[],"work":{{work}}}
            """)!;

        AlertSentence.Of(alert).ShouldBe(
            "x/y: money was drawn on cards that were promised and have not come, since 2025-03-01." + expected);
    }

    [Theory]
    [InlineData("1.23456", "ratio", "1.235")]
    [InlineData("18000000.25", "CNY", "18,000,000")]
    [InlineData("64", "cards", "64")]
    [InlineData("0.5", "card-hours", "0.500")]
    [InlineData("infinite", "ratio", "∞")]
    public void A_figure_has_the_decimals_that_help(string value, string unit, string expected) =>
        Screen.Figure(JsonValue.Create(value), JsonValue.Create(unit)).ShouldBe(expected);

    [Theory]
    [InlineData("0.25", "0.4", "rises to 0.400")]
    [InlineData("0.25", "-0.1", "falls to -0.100")]
    [InlineData("0.25", null, "no admissible value")]
    public void A_flip_point_says_where_the_input_has_to_go(string now, string? at, string expected)
    {
        var flip = new JsonObject { ["input"] = "price-decay", ["unit"] = "ratio", ["central"] = now, ["at"] = at };

        FlipTable.Turn(flip).ShouldBe(expected);
    }

    [Theory]
    [InlineData("1", "2", "1 – 2")]
    [InlineData("2", "2", "2")]
    [InlineData("1", null, "at least 1")]
    [InlineData(null, "2", "at most 2")]
    [InlineData(null, null, "–")]
    public void A_band_of_which_one_end_is_not_known_is_said_in_words(string? low, string? high, string expected) =>
        Screen.Band(low, high, 0).ShouldBe(expected);

    [Fact]
    public void What_an_answer_lacks_is_said_beside_it()
    {
        var asOf = JsonNode.Parse(
            """
            {"validAt":"2025-12-31","askedFor":"2030-01-01","position":7,"recordedAt":"2026-01-01T00:00:00Z",
            "policyVersion":["CN@1#abc"],"complete":false,"incomplete":["2030-01-01 is not closed yet."],
            "openItems":["DQ-LATE:pool/p01","DQ-LATE:pool/p02","DQ-LATE:pool/p03","DQ-LATE:pool/p04","DQ-STALE:x"]}
            """)!;

        AsOfLines.Of(asOf).ShouldBe(
        [
            "Valid at 2025-12-31 (asked for 2030-01-01), as known at position 7 (2026-01-01T00:00:00Z); "
            + "policy CN@1#abc.",
            "Not complete: 2030-01-01 is not closed yet. DQ-LATE:pool/p01, DQ-LATE:pool/p02, DQ-LATE:pool/p03, "
            + "DQ-LATE:pool/p04, …",
        ]);
    }
}
