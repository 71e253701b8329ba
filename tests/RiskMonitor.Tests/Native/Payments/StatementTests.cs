using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Payments;

namespace RiskMonitor.Tests.Native.Payments;

public sealed class StatementTests
{
    private const string Header =
        "account,bank_reference,booking_date,value_date,direction,amount,currency,counterparty_account,counterparty,"
        + "reference,reversal";

    private static readonly Declaration Declared = Declaration.None with
    {
        Parties = new Dictionary<string, PartyId>
        {
            ["6222020200112233445"] = PartyId.Of("operator"), ["某租户有限公司"] = PartyId.Of("tenant"),
        },
        Payments = [new PaidUse(ContractId.Of("sale"), PoolId.Of("p1"), ["*算力服务费{month}*"])],
    };

    [Fact]
    public void A_row_is_a_payment_for_the_month_that_it_names()
    {
        var fact = Read("6222020200112233445,N1,2025-04-12,2025-04-14,credit,100.5,CNY,,某租户有限公司,算力服务费2025年3月,")
            .Facts().Single();

        ((PaymentReceived)fact.Data).Period.ShouldBe(new YearMonth(2025, 3));
        fact.SourceRef.ShouldBe("6222020200112233445/N1: \"算力服务费2025年3月\" fits \"*算力服务费{month}*\"");
    }

    [Theory]
    [InlineData("6222020200112233445,N1,,2025-04-14,credit,-1,CNY,,某租户有限公司,算力服务费2025年3月,", "amount")]
    [InlineData("6222020200112233445,N1,,14.04.2025,credit,1,CNY,,某租户有限公司,算力服务费2025年3月,", "value_date")]
    [InlineData("6222020200112233445,N1,,2025-04-14,in,1,CNY,,某租户有限公司,算力服务费2025年3月,", "direction")]
    [InlineData("6222020200112233445,N1,,2025-04-14,credit,1,RMB¥,,某租户有限公司,算力服务费2025年3月,", "currency")]
    [InlineData("6222020200112233445,N1,,2025-04-14,credit,1,CNY,,某租户有限公司,算力服务费2025年3月,x", "reversal")]
    [InlineData("6222020200112233445,N1,,2025-04-14,credit,1,CNY,,某租户有限公司,算力服务费2025年13月,", null)]
    [InlineData("6222020200112233445,N1,,2025-04-14,credit,1,CNY,,somebody,算力服务费2025年3月,", null)]
    [InlineData("1,N1,,2025-04-14,credit,1,CNY,,某租户有限公司,算力服务费2025年3月,", null)]
    public void What_is_wrong_or_matches_nothing_is_named(string row, string? column) =>
        Read(row).Wrong().Single().Column.ShouldBe(column);

    private static IReadOnlyList<FilingLine> Read(params string[] rows) =>
        new StatementFormat().Read(Declared, NativeReading.Table(Header, rows));
}
