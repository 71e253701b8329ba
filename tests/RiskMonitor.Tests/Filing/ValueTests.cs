using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

/// <summary>What is impossible on its face is refused where it stands: examples with one place changed.</summary>
public sealed class ValueTests
{
    private const string A = "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"";
    private const string B = "\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"";
    private const string Negative = """{"amount":"-1","currency":"CNY"}""";
    private const string Dollar = """{"amount":"1","currency":"USD"}""";
    private const string Rules = "/data/document/rules";
    private const string Assumptions = "/data/document/valuation";

    public static TheoryData<string> Types() => [.. Example.OfFacts()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_example_of_the_catalogue_is_accepted(string type) =>
        Filed.Shown(Read(Example.Text(type))).ShouldBeEmpty();

    [Theory]
    [InlineData("party-registered", "/data/identifiers/0/value", "\"91330100799655058C\"", "VAL-001")]
    [InlineData("party-registered", "/data/identifiers/0",
        """{"scheme":"lei","value":"5493001KJTIIGC8Y1R13"}""", "VAL-002 /data/identifiers/0/value")]
    [InlineData("party-registered", "/data/name", "\" \"", "VAL-022")]
    [InlineData("pool-registered", "/data/cards", "1.5", "SYN-019")]
    [InlineData("pool-registered", "/data/cards", "3000000000", "SYN-019")]
    [InlineData("pool-registered", "/data/cards", "\"2\"", "SYN-015")]
    [InlineData("pool-registered", "/data/part", "null", "SYN-008")]
    [InlineData("pool-registered", "/data/cluster", """{"nd":"no-idea"}""", "SYN-020 /data/cluster/nd")]
    [InlineData("pool-registered", "/data/cluster", """{"nd":"not-collected","a":1}""", "SYN-020 /data/cluster/nd")]
    [InlineData("lien-registered", "/data/kind", "\"hypothec\"", "SYN-016")]
    [InlineData("lien-registered", "/data/objects/serials/0", "\"AA\"", "SYN-017")]
    [InlineData("lien-registered", "/data/registeredAt", "\"2026-01-07T12:00:00+08:00\"", "SYN-018")]
    [InlineData("facility-opened", "/data/schedule/0/due", "\"2026-02-30\"", "SYN-018")]
    [InlineData("bill-issued", "/data/period", "\"2026-13\"", "SYN-018")]
    [InlineData("utilization-reported", "/data/step", "\"1h\"", "SYN-018")]
    [InlineData("party-relation-declared", "/data/share", "\"1.01\"", "VAL-004")]
    [InlineData("pool-registered", "/data/cards", "0", "VAL-005 /data/cards; VAL-021 /data/serials")]
    [InlineData("pool-registered", "/data/cards", "1", "VAL-021 /data/serials")]
    [InlineData("pool-registered", "/data/purchaseCost", Negative, "VAL-003 /data/purchaseCost/amount")]
    [InlineData("pool-registered", "/data/serials/1", A, "VAL-012")]
    [InlineData("pool-registered", "/data/part", "2", "VAL-013")]
    [InlineData("pool-registered", "/data/part", "", "VAL-013 /data/parts")]
    [InlineData("pool-registered", "/data/parts", "", "VAL-013 /data/part")]
    [InlineData("cards-counted", "/data/missing", "-1", "VAL-005")]
    [InlineData("cards-replaced", "/data/replacements/0/new", A, "VAL-023")]
    [InlineData("pool-leased", "/data/end", "\"2026-01-06\"", "VAL-014")]
    [InlineData("lien-registered", "/data/rank", "0", "VAL-005")]
    [InlineData("lien-registered", "/data/objects", "{}", "VAL-010")]
    [InlineData("lien-registered", "/data/objects/units", """{"chip":"H800","cards":1,"site":"s"}""",
        "VAL-010 /data/objects")]
    [InlineData("lien-registered", "/data/objects", """{"claim":{"lease":"l-1","receivable":"c-1"}}""",
        "VAL-010 /data/objects/claim")]
    [InlineData("lien-registered", "/data/objects", """{"claim":{}}""", "VAL-010 /data/objects/claim")]
    [InlineData("lien-registered", "/data/objects/serials", $"[{A},{B},{A}]", "VAL-012 /data/objects/serials/2")]
    [InlineData("lien-registered", "/data/debtSecured", Negative, "VAL-003 /data/debtSecured/amount")]
    [InlineData("lien-registered", "/data/paysOff/0/number", "\"a/b\"", "VAL-022")]
    [InlineData("facility-opened", "/data/advanceRate", "\"1.6\"", "VAL-004")]
    [InlineData("facility-opened", "/data/ltvCaps/0/cap", "\"0\"", "VAL-004")]
    [InlineData("facility-opened", "/data/schedule/0/interest", Dollar, "VAL-024 /data/schedule/0/interest/currency")]
    [InlineData("facility-opened", "/data/commitment/amount", "\"-1\"", "VAL-003")]
    [InlineData("facility-opened", "/data/pools", """["pool-7","pool-7"]""", "VAL-023 /data/pools/1")]
    [InlineData("facility-certified", "/data/eligible/0/grossEligibleValue", Negative,
        "VAL-003 /data/eligible/0/grossEligibleValue/amount")]
    [InlineData("facility-repaid", "/data/interest", Dollar, "VAL-024 /data/interest/currency")]
    [InlineData("facility-classified", "/data/daysOverdue", "-1", "VAL-005")]
    [InlineData("offtake-signed", "/data/end", "\"2026-01-06\"", "VAL-014")]
    [InlineData("offtake-signed", "/data/committedUse", "\"1.2\"", "VAL-004")]
    [InlineData("offtake-signed", "/data/pools/0/shareOfCapacity", "\"-0.1\"", "VAL-004")]
    [InlineData("offtake-signed", "/data/paymentTermsDays", "-1", "VAL-005")]
    [InlineData("offtake-signed", "/data/backStop/pricePerCardHour", Dollar,
        "VAL-024 /data/backStop/pricePerCardHour/currency")]
    [InlineData("utilization-reported", "/data/active/1", "\"-0.5\"", "VAL-003")]
    [InlineData("utilization-reported", "/data/offline", "[\"0\"]", "VAL-006")]
    [InlineData("utilization-reported", "/data/step", "\"0:07:00\"", "VAL-008")]
    [InlineData("utilization-reported", "/data/step", "\"0:00:00\"", "VAL-008")]
    [InlineData("utilization-reported", "/data/step", "\"48:00:00\"", "VAL-008")]
    [InlineData("energy-metered", "/data/energy", "[]", "VAL-007")]
    [InlineData("bill-issued", "/time", "\"2026-02-02T00:00:00Z\"", "VAL-015")]
    [InlineData("bill-issued", "/time", "\"2025-12-30T23:59:59Z\"", "VAL-015")]
    [InlineData("bill-issued", "/data/hours", "\"-1\"", "VAL-003")]
    [InlineData("bill-issued", "/data/payer", "\"uscc:91330100799655058B\"", "VAL-023 /data/payee")]
    [InlineData("appraisal-reported", "/data/valuationDate", "\"2026-01-09\"", "VAL-016 /time")]
    [InlineData("accounts-reported", "/data/netDebt/amount/currency", "\"USD\"", "VAL-024")]
    [InlineData("accounts-reported", "/data/netFixedAssets/amount/amount", "\"-1\"", "VAL-003")]
    [InlineData("index-published", "/data/matchedReturn", "\"-1.5\"", "VAL-004")]
    [InlineData("index-published", "/data/vintage", "1066", "VAL-005")]
    [InlineData("fx-fixed", "/data/quote", "\"USD\"", "VAL-023")]
    [InlineData("fx-fixed", "/data/rate", "\"0\"", "VAL-004")]
    [InlineData("fact-corrected", "/data/target/source", "\"urn:local:other\"", "REF-003")]
    [InlineData("fact-retracted", "/data/target/source", "\"urn:local:other\"", "REF-003")]
    [InlineData("price-rejected", "/data/target/source", "\"urn:local:other\"", "REF-003")]
    [InlineData("fact-corrected", "/data/data", """{"a":null}""", "SYN-008 /data/data/a")]
    [InlineData("fact-corrected", "/data/data", """{"a":1.5}""", "SYN-013 /data/data/a")]
    [InlineData("engine-adopted", "/data/buildHash", "\"none\"", "VAL-022")]
    [InlineData("policy-adopted", "/data/contentHash", B, "VAL-017")]
    [InlineData("policy-adopted", "/data/version", "\"9\"", "VAL-025 /data/document/version")]
    public void One_wrong_value_is_named_where_it_stands(string name, string pointer, string json, string expected) =>
        Filed.Shown(Read(Example.With($"{name}.v1", pointer, json), name))
            .ShouldBe(expected.Contains('/', StringComparison.Ordinal) ? expected : $"{expected} {pointer}");

    /// <summary>A changed document has another hash as well.</summary>
    [Theory]
    [InlineData("/data/document/timeZone", "\"Asia/Atlantis\"", "VAL-026")]
    [InlineData($"{Assumptions}/discountRate/low", "\"0.9\"", "VAL-018 /data/document/valuation/discountRate")]
    [InlineData($"{Assumptions}/disposalCost/value", "\"2\"", "VAL-004")]
    [InlineData($"{Rules}/levDetach/ltvUseClear/value", "\"0.85\"", "VAL-019")]
    [InlineData($"{Rules}/levDetach/gapClear/value", "\"0.35\"", "VAL-019")]
    [InlineData($"{Rules}/utilIdle/useClearFrom/value", "\"0.7\"", "VAL-019")]
    [InlineData($"{Rules}/colSum/shareClear/value", "\"1.02\"", "VAL-019")]
    public void A_policy_that_cannot_be_meant_is_refused(string pointer, string json, string expected) =>
        Filed.Shown(Read(Example.With("policy-adopted.v1", pointer, json))).ShouldBe(
            "VAL-017 /data/contentHash; "
            + (expected.Contains('/', StringComparison.Ordinal) ? expected : $"{expected} {pointer}"));

    [Fact]
    public void Who_approves_a_policy_is_not_who_wrote_it()
    {
        var author = System.Text.Json.Nodes.JsonNode.Parse(Example.Text("policy-adopted.v1"))!["data"]!["author"]!;

        Filed.Shown(Read(Example.With("policy-adopted.v1", "/data/approver", author.ToJsonString())))
            .ShouldBe("VAL-020 /data/approver");
    }

    [Fact]
    public void The_schedule_stands_in_the_order_of_due_dates()
    {
        const string Schedule =
            """
            [{"due":"2026-02-07","principal":{"amount":"1","currency":"CNY"},
            "interest":{"amount":"1","currency":"CNY"}},
            {"due":"2026-03-07","principal":{"amount":"1","currency":"CNY"},
            "interest":{"amount":"1","currency":"CNY"}},
            {"due":"2026-03-07","principal":{"amount":"1","currency":"CNY"},
            "interest":{"amount":"1","currency":"CNY"}}]
            """;

        var line = Read(Example.With("facility-opened.v1", "/data/schedule", Schedule));

        Filed.Shown(line).ShouldBe("VAL-009 /data/schedule/2/due");
        line.Errors[0].Value.ShouldBe("2026-03-07");
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(501, "VAL-011 /data/objects/serials")]
    public void Serials_come_in_parts_of_500(int count, string expected)
    {
        var serials = string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i:x64}\""));

        Filed.Shown(Read(Example.With("lien-registered.v1", "/data/objects/serials", $"[{serials}]")))
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData(744, "")]
    [InlineData(745, "VAL-007 /data/energy")]
    public void A_block_has_at_most_744_windows(int count, string expected)
    {
        var windows = string.Join(',', Enumerable.Repeat("\"1.5\"", count));

        Filed.Shown(Read(Example.With("energy-metered.v1", "/data/energy", $"[{windows}]")))
            .ShouldBe(expected);
    }

    [Fact]
    public void A_supervisor_may_correct_what_others_filed() => new FilingReader(Example.Overseer)
        .Read(Bytes(Example.With("fact-corrected.v1", "/data/target/source", "\"urn:local:other\"")), 1)
        .Errors.ShouldBeEmpty();

    private static FilingLine Read(string line, string type = "policy") =>
        new FilingReader(type is "policy" or "policy-adopted" or "engine-adopted"
            ? Example.Overseer
            : Example.Reporter).Read(Bytes(line), 1);

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
