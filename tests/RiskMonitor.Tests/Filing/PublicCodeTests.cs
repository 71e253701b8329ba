using RiskMonitor.Filing;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Filing;

/// <summary>Currencies and public numbers of firms, wherever a fact names one.</summary>
public sealed class PublicCodeTests
{
    [Theory]
    [InlineData("facility-drawn.v1", "/data/amount/currency", "\"RMB\"", "VAL-030", "the renminbi is CNY")]
    [InlineData("facility-drawn.v1", "/data/amount/currency", "\"\\u0052MB\"", "VAL-030", "the renminbi is CNY")]
    [InlineData("facility-drawn.v1", "/data/amount/currency", "\"XAU\"", "VAL-030", "XAU is not a code")]
    [InlineData("fx-fixed.v1", "/data/base", "\"UKP\"", "VAL-030", "UKP is not a code")]
    [InlineData("bill-issued.v1", "/data/payer", "\"uscc:91330100799655058C\"", "VAL-001", "check digit")]
    [InlineData("bill-issued.v1", "/data/payer", "\"91330100799655058C\"", "VAL-001", "check digit")]
    [InlineData("facility-opened.v1", "/data/lender", "\"uscc:9133010079965505\"", "VAL-001", "18 characters")]
    [InlineData("facility-opened.v1", "/data/borrower", "\"911100008021004330\"", "VAL-001", "check digit")]
    [InlineData("guarantee-given.v1", "/data/guarantor", "\"91110000802100343B\"", "VAL-001", "check digit")]
    [InlineData("offtake-signed.v1", "/data/backStop/party", "\"91330100799655058C\"", "VAL-001", "check digit")]
    [InlineData("lien-registered.v1", "/data/securedParty", "\"lei:5493001KJTIIGC8Y1R13\"", "VAL-002", "check digits")]
    public void A_code_that_nobody_issued_is_refused_where_it_stands(
        string type, string pointer, string json, string rule, string words)
    {
        var error = Read(type, pointer, json).Errors.ShouldHaveSingleItem();

        error.Rule.ShouldBe(rule);
        error.Pointer.ShouldBe(pointer);
        error.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("facility-drawn.v1", "/data/amount/currency", "\"XOF\"")]
    [InlineData("bill-issued.v1", "/data/payer", "\"uscc:91110000802100433B\"")]
    [InlineData("bill-issued.v1", "/data/payer", "\"91110000802100433B\"")]
    [InlineData("bill-issued.v1", "/data/payer", "\"operator-of-hefei1\"")]
    [InlineData("bill-issued.v1", "/data/payer", "\"ABC\"")]
    [InlineData("payment-received.v1", "/data/bankReference", "\"91330100799655058C\"")]
    [InlineData("payment-received.v1", "/data/bankReference", "\"RMB\"")]
    public void What_was_issued_or_is_no_code_at_all_is_taken(string type, string pointer, string json) =>
        Read(type, pointer, json).Errors.ShouldBeEmpty();

    [Fact]
    public void The_list_of_currencies_has_money_and_neither_metals_nor_tests()
    {
        foreach (var listed in "USD EUR CNY HKD JPY SGD GBP XAF ZWG XCG".Split(' '))
        {
            CurrencyCodes.Fault(listed).ShouldBeNull();
        }

        foreach (var other in "RMB CNH XAU XTS XXX usd US USDT".Split(' '))
        {
            CurrencyCodes.Fault(other).ShouldNotBeNull();
        }
    }

    private static FilingLine Read(string type, string pointer, string json)
    {
        // JsonNode writes escapes of its own, so that the one under test is put in by hand.
        var plain = Example.With(type, pointer, "\"@@\"").Replace("\"@@\"", json, StringComparison.Ordinal);
        return Filed.Read(plain, Example.Overseer);
    }
}
