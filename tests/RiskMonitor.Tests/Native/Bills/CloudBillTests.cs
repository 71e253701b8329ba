using System.Text;
using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Corrections;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing.Csv;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Alibaba;
using RiskMonitor.Host.Native.AwsCur;
using RiskMonitor.Host.Native.Huawei;
using RiskMonitor.Host.Native.Tencent;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Native.Bills;

/// <summary>
/// Bills of clouds, whose month is not final while it runs. Names of columns and members are those of the vendors'
/// references: AWS table dictionary CUR 2.0, Alibaba BssOpenApi 2017-12-14, Huawei BSS v2, Tencent "Fields in Bills".
/// </summary>
public sealed class CloudBillTests
{
    private const string AwsHeader =
        "bill_payer_account_id,bill_billing_period_start_date,bill_invoice_id,line_item_line_item_type,"
        + "line_item_usage_start_date,line_item_usage_end_date,line_item_usage_amount,line_item_usage_type,"
        + "line_item_unblended_cost,line_item_currency_code,pricing_unit,product_instance_type,line_item_resource_id";

    private const string TencentHeader =
        "Payer Account ID,Instance ID,Usage Start Time,Usage End Time,Component Name,Component Usage,Usage Duration,"
        + "Duration Unit,Currency,Amount Before Tax,Transaction Type";

    private static readonly Declaration Declared = Declaration.None with
    {
        Bills =
        [
            Use("line_item_resource_id", "i-*"), Use("InstanceID", "i-*"), Use("resource_id", "r-*"),
            Use("Instance ID", "ins-*"),
        ],
        CardsPerMachine = new Dictionary<string, int>
        {
            ["p5.48xlarge"] = 8, ["ecs.ebmgn8v.48xlarge"] = 8, ["physical.kat2ne.48xlarge.8"] = 8, ["HCCPNV5v"] = 8,
        },
    };

    private static readonly Declaration China = Declared with { TimeZone = "Asia/Shanghai" };

    [Fact]
    public void Aws_An_instance_of_eight_cards_is_eight_cards_and_without_an_invoice_the_bill_is_provisional()
    {
        const string Rest = ",Usage,2024-09-10T00:00:00Z,2024-09-10T01:00:00Z,1.0000000000,"
            + "BoxUsage:p5.48xlarge,98.3200000000,USD,Hrs,p5.48xlarge,i-1";
        string Row(string invoice) => $"1234,2024-09-01T00:00:00.000Z,{invoice}{Rest}";
        var early = Read(new AwsCurFormat(), Declared, NativeReading.Table(AwsHeader, Row(""))).Facts().Single();
        var late = Read(new AwsCurFormat(), Declared, NativeReading.Table(AwsHeader, Row("INV-9"))).Facts();

        early.Id.Id.ShouldEndWith(":provisional");
        early.Evidence.ShouldBe(Evidence.Declared);
        late[0].Evidence.ShouldBe(Evidence.Documented);
        var bill = (BillIssued)late[0].Data;
        (bill.Hours.Value, bill.Amount.Amount, bill.Bill.Value).ShouldBe((8m, 98.32m, "INV-9"));
        late.Skip(1).Select(fact => ((FactRetracted)fact.Data).Target).ShouldContain(early.Id);
        late.ShouldAllBe(fact => fact.Subject == early.Subject);
    }

    [Fact]
    public void Aws_What_a_savings_plan_covers_is_charged_and_taken_back_and_tax_is_left_out()
    {
        string Row(string type, string amount, string cost) =>
            $"1234,2024-09-01T00:00:00Z,INV-9,{type},2024-09-10T00:00:00Z,2024-09-10T01:00:00Z,{amount},"
            + $"BoxUsage:p5.48xlarge,{cost},USD,,,i-1";
        var facts = Read(new AwsCurFormat(), Declared, NativeReading.Table(
            AwsHeader, Row("SavingsPlanCoveredUsage", "1", "98.32"), Row("SavingsPlanNegation", "1", "-98.32"),
            Row("SavingsPlanRecurringFee", "1", "43.2"), Row("Tax", "1", "9"))).Facts();

        var bill = facts.Select(fact => fact.Data).OfType<BillIssued>().Single();
        (bill.Hours.Value, bill.Amount.Amount).ShouldBe((8m, 141.52m));
        var credit = facts.Select(fact => fact.Data).OfType<BillCredited>().Single();
        (credit.Hours.Value, credit.Amount.Amount, credit.Reason).ShouldBe((0m, 98.32m, "AWS SavingsPlanNegation"));
    }

    [Fact]
    public void Aws_A_day_in_utc_may_be_in_two_months_of_the_contract()
    {
        const string Row = "1234,2024-09-01T00:00:00Z,INV-9,Usage,2024-09-30T00:00:00Z,2024-10-01T00:00:00Z,24,"
            + "BoxUsage:p5.48xlarge,2400,USD,Hrs,p5.48xlarge,i-1";

        Read(new AwsCurFormat(), Declared, NativeReading.Table(AwsHeader, Row)).Facts().ShouldNotBeEmpty();
        Read(new AwsCurFormat(), China, NativeReading.Table(AwsHeader, Row)).Wrong()
            .ShouldBe([(2, "line_item_usage_end_date", "NAT-004")]);
    }

    [Theory]
    [InlineData("2025-04-03T03:59:59Z", true)]
    [InlineData("2025-04-03T04:00:00Z", false)] // noon of the third day, GMT+8
    public void Alibaba_A_month_is_final_from_noon_of_the_third_day_on(string asOf, bool isProvisional)
    {
        var fetched = China with { BillsAsOf = NodaTime.Text.InstantPattern.General.Parse(asOf).Value };
        var fact = Read(new AlibabaFormat(), fetched, Alibaba(Item())).Facts()[0];

        fact.Id.Id.EndsWith(":provisional", StringComparison.Ordinal).ShouldBe(isProvisional);
        var bill = (BillIssued)fact.Data;
        (bill.Period, bill.Hours.Value, bill.Amount.Amount).ShouldBe((new YearMonth(2025, 3), 80m, 640.12345678m));
    }

    [Fact]
    public void Alibaba_Provisional_and_final_say_the_same_in_either_order()
    {
        var early = Read(new AlibabaFormat(), China, Alibaba(Item())).Facts().Single();
        var late = Read(new AlibabaFormat(), China with { BillsFinal = true }, Alibaba(Item())).Facts();

        late.Select(fact => fact.Data).OfType<FactRetracted>().Select(taken => taken.Target).ShouldContain(early.Id);
        late.Select(fact => fact.Id).ShouldNotContain(early.Id);
        late.Select(fact => fact.Data).OfType<FactRetracted>().ShouldAllBe(taken => taken.Subject == early.Subject);
    }

    [Fact]
    public void Alibaba_Service_in_seconds_counts_where_usage_is_none_and_a_refund_is_a_credit()
    {
        var facts = Read(new AlibabaFormat(), China with { BillsFinal = true }, Alibaba(
            Item(usage: "\"\"", unit: ""),
            Item(amount: "-5.5", kind: "Refund"))).Facts();

        facts.Select(fact => fact.Data).OfType<BillIssued>().Single().Hours.Value.ShouldBe(8m);
        facts.Select(fact => fact.Data).OfType<BillCredited>().Single().Reason.ShouldBe("Alibaba Refund");
    }

    [Fact]
    public void Alibaba_What_is_wrong_is_named_with_its_line_and_pages_may_follow_each_other()
    {
        var file = Alibaba(Item(), Item(amount: "\"NaN\"")) + Alibaba(Item(spec: "unknown"));

        Read(new AlibabaFormat(), China, file).Wrong()
            .ShouldBe([(6, "PretaxAmount", "MAP-005"), (12, "Usage", "NAT-002")]);
    }

    [Fact]
    public void Alibaba_An_order_for_a_year_is_not_one_of_a_month() =>
        Read(new AlibabaFormat(), China, Alibaba(Item(usage: "\"\"", unit: "", period: "12", periodUnit: "月"))).Wrong()
            .ShouldBe([(5, "ServicePeriod", "NAT-004")]);

    [Fact]
    public void Json_that_was_cut_off_or_is_too_deep_is_refused()
    {
        var file = Alibaba(Item());

        Read(new AlibabaFormat(), China, file[..^12]).Wrong().Single().Rule.ShouldBe("NAT-001");
        Read(new AlibabaFormat(), China, new string('[', 100_000)).Wrong().Single().Rule.ShouldBe("NAT-005");
    }

    [Fact]
    public void Huawei_Lines_of_eight_decimals_are_summed_without_rounding()
    {
        var facts = Read(new HuaweiFormat(), China with { BillsFinal = true }, Huawei(
            Record("0.00333333", "0.5"), Record("0.00333333", "0.5"), Record("10", "1"))).Facts();

        var bill = facts.Select(fact => fact.Data).OfType<BillIssued>().Single();
        (bill.Amount, bill.Hours.Value).ShouldBe((new Money(10.00666666m, Currency.Cny), 16m));
    }

    [Fact]
    public void Huawei_Refunds_are_below_nothing_hours_are_hours_and_subscriptions_say_no_time() =>
        Read(new HuaweiFormat(), China, Huawei(
                Record("5", "1", type: 4), Record("5", "1", unit: 10), Record("5", usage: null)))
            .Wrong().ShouldBe(
            [
                (2, "amount", "NAT-004"), (3, "usage_measure_id", "NAT-003"), (4, "usage", "NAT-003"),
            ]);

    [Fact]
    public void Huawei_A_month_is_final_on_the_fourth_day()
    {
        var third = China with { BillsAsOf = Instant.FromUtc(2025, 4, 3, 12, 0) };
        var fourth = China with { BillsAsOf = Instant.FromUtc(2025, 4, 4, 2, 0) };

        Read(new HuaweiFormat(), third, Huawei(Record("1", "1"))).Facts()[0].Evidence.ShouldBe(Evidence.Declared);
        Read(new HuaweiFormat(), fourth, Huawei(Record("1", "1"))).Facts()[0].Evidence.ShouldBe(Evidence.Documented);
    }

    [Fact]
    public void Tencent_So_many_machines_for_so_long_are_card_hours_in_the_declared_encoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var table = NativeReading.Table(
            TencentHeader,
            "1000,ins-1,2025-03-31 23:00:00,2025-04-01 00:00:00,计算 HCCPNV5v,2,3600,Second,CNY,1200.5,hourly",
            "1000,ins-2,2025-03-31 23:00:00,2025-04-01 00:00:00,计算 HCCPNV5v,1,1,Fortnight,CNY,1,hourly");
        var lines = new TencentFormat().Read(
            China with { Encoding = CsvEncoding.Gb18030 }, Encoding.GetEncoding("gb18030").GetBytes(table));

        lines.Wrong().ShouldBe([(3, "Usage Duration", "NAT-003")]);
        var bill = (BillIssued)lines.Single(line => line.Fact is not null).Fact!.Data;
        (bill.Hours.Value, bill.Amount.Amount, bill.Period).ShouldBe((16m, 1200.5m, new YearMonth(2025, 3)));
    }

    private static IReadOnlyList<FilingLine> Read(INativeFormat format, Declaration declaration, string file) =>
        format.Read(declaration, file);

    private static BilledUse Use(string column, string pattern) => new(
        ContractId.Of("c-1"), PoolId.Of("p1"), PartyId.Of("user"), PartyId.Of("operator"),
        new Dictionary<string, Sequence<string>> { [column] = [pattern] });

    private static string Alibaba(params string[] items) =>
        $$"""
        {
          "Code": "Success", "Success": true,
          "Data": { "BillingCycle": "2025-03", "AccountID": "185xxxx3489",
            "Items": [
              {{string.Join(",\n      ", items)}}
            ], "TotalCount": 1 } }

        """;

    private static string Item(
        string usage = "\"10\"",
        string unit = "小时",
        string amount = "640.12345678",
        string spec = "ecs.ebmgn8v.48xlarge",
        string kind = "PayAsYouGoBill",
        string period = "3600",
        string periodUnit = "秒") =>
        $$"""
        {"InstanceID":"i-1","InstanceSpec":"{{spec}}","Usage":{{usage}},"UsageUnit":"{{unit}}","Item":"{{kind}}",
        """
        + $$"""
        "PretaxAmount":{{amount}},"Currency":"CNY","ServicePeriod":"{{period}}","ServicePeriodUnit":"{{periodUnit}}"}
        """;

    private static string Huawei(params string[] records) =>
        $$"""
        { "fee_records": [
        {{string.Join(",\n", records)}}
        ], "total_count": {{records.Length}}, "currency": "CNY" }
        """;

    private static string Record(string amount, string? usage, int type = 5, int unit = 4) =>
        "{\"bill_date\":\"2025-03-31\",\"bill_type\":" + type + ",\"customer_id\":\"cust-1\",\"resource_id\":\"r-1\","
        + "\"sku_code\":\"physical.kat2ne.48xlarge.8\",\"amount\":" + amount + ",\"measure_id\":1,\"charge_mode\":\"3\""
        + (usage is null ? "" : ",\"usage\":" + usage + ",\"usage_measure_id\":" + unit) + "}";
}
