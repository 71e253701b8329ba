using CsCheck;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.LlmGateway;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Native.Readings;

/// <summary>
/// The usages are those that the vendors' pages print: OpenAI, Chat Completions reference (19 and 10), guide to prompt
/// caching (2006, of which 1920, and 300) and to reasoning (75 and 1186, of which 1024); Anthropic, prompt caching
/// (100,000 read from the cache and 50 behind it).
/// </summary>
public sealed class LlmGatewayTests
{
    private static readonly TokenPrices Prices = new(Usd(3m), Usd(0.3m), Usd(15m), Usd(15m));

    private static readonly Declaration Declared = Declaration.None with
    {
        TimeZone = "Asia/Shanghai",
        Bills =
        [
            new BilledUse(
                ContractId.Of("c"), PoolId.Of("p1"), PartyId.Of("user"), PartyId.Of("operator"),
                new Dictionary<string, Sequence<string>> { ["model"] = ["gpt-*", "claude-*"] }),
        ],
        TokenPrices = new Dictionary<string, TokenPrices> { ["gpt-5"] = Prices },
    };

    [Theory]
    [InlineData(
        """{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":0}}""",
        19, 0, 10, 0)]
    [InlineData(
        """{"prompt_tokens":2006,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":1920}}""",
        86, 1920, 300, 0)]
    [InlineData(
        """{"input_tokens":75,"output_tokens":1186,"output_tokens_details":{"reasoning_tokens":1024}}""",
        75, 0, 162, 1024)]
    [InlineData(
        """{"input_tokens":50,"cache_read_input_tokens":100000,"cache_creation_input_tokens":0,"output_tokens":503}""",
        50, 100_000, 503, 0)]
    public void A_published_usage_is_told_apart_by_kind(
        string usage, long input, long cached, long output, long hidden) =>
        ((TokensServed)Read(Call("a", usage)).Facts().Single().Data).Served
            .ShouldBe([new TokenCounts(input, cached, output, hidden)]);

    [Fact]
    public void Calls_are_counted_once_by_the_hour_with_the_declared_price()
    {
        const string Usage = """{"prompt_tokens":10,"completion_tokens":1}""";
        var facts = Read(
            Call("a", Usage, 1_741_569_952), Call("a", Usage, 1_741_569_952), Call("b", Usage, 1_741_569_953),
            Call("c", Usage, 1_741_577_200)).Facts();

        var block = (TokensServed)facts.Single().Data;
        block.Served.Select(window => window.Input).ShouldBe([20, 0, 10]);
        block.PricePerMillion.Value.ShouldBe(Prices);
        block.Start.ToString().ShouldBe("2025-03-10T01:00:00Z");
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":1,"total_tokens":12}""", "usage.total_tokens", "NAT-004")]
    [InlineData(
        """{"prompt_tokens":1,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":2}}""",
        "usage.prompt_tokens_details.cached_tokens", "NAT-004")]
    [InlineData("""{"tokens":10}""", "usage", "NAT-003")]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":1}""", "usage.prompt_tokens", "MAP-006")]
    [InlineData("""{"prompt_tokens":1.5,"completion_tokens":1}""", "usage.prompt_tokens", "MAP-006")]
    public void What_is_wrong_is_named(string usage, string column, string rule) =>
        Read(Call("a", "{\"prompt_tokens\":1,\"completion_tokens\":1}"), Call("b", usage)).Wrong()
            .ShouldBe([(2, column, rule)]);

    [Fact]
    public void A_line_that_was_cut_off_keeps_what_came_before()
    {
        var lines = Read(Call("a", """{"prompt_tokens":1,"completion_tokens":1}"""), """{"id":"b","usage":{"pro""");

        lines.Wrong().ShouldBe([(2, null, "NAT-001")]);
        lines.Count(line => line.Fact is not null).ShouldBe(1);
    }

    [Fact]
    public void Tokens_are_conserved_and_the_order_of_calls_does_not_matter() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 100_000], Gen.Int[0, 172_800]).Array[1, 20].Sample(calls =>
        {
            string[] lines = [.. calls.Select((call, index) => Call(
                $"c{index}", $$"""{"prompt_tokens":{{call.Item1}},"completion_tokens":{{call.Item2}}}""",
                1_741_569_952 + call.Item3))];
            var facts = Read(lines).Facts();
            var windows = facts.SelectMany(fact => ((TokensServed)fact.Data).Served).ToList();

            return windows.Sum(window => window.Input) == calls.Sum(call => (long)call.Item1)
                && windows.Sum(window => window.Output) == calls.Sum(call => (long)call.Item2)
                && Read([.. lines.Reverse()]).Facts().Select(fact => (fact.Id, fact.Data))
                    .SequenceEqual(facts.Select(fact => (fact.Id, fact.Data)));
        }, iter: 30);

    private static string Call(string id, string usage, int created = 1_741_569_952) =>
        $$"""{"id":"{{id}}","object":"chat.completion","created":{{created}},"model":"gpt-5","usage":{{usage}}}""";

    private static Money Usd(decimal amount) => new(amount, Currency.Usd);

    private static IReadOnlyList<FilingLine> Read(params string[] lines) =>
        new LlmGatewayFormat().Read(Declared, string.Join('\n', lines) + "\n");
}
