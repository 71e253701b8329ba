using System.Text;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing.Csv;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.LessorInvoice;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Native.Bills;

/// <summary>
/// What 1,000 P is in cards is the table of the domain research, from data sheets: 1,011 H100, 6,757 H20, 3,195 910B3
/// or 1,250 910C in dense FP16.
/// </summary>
public sealed class LessorInvoiceTests
{
    private const string Header =
        "invoice,month,item,machine,quantity,unit,unit_price,net_amount,amount_unit,currency,servers_per_cabinet,"
        + "precision,chip";

    private static readonly Declaration Declared = Declaration.None with
    {
        TimeZone = "Asia/Shanghai",
        Bills =
        [
            new BilledUse(
                ContractId.Of("lease-1"), PoolId.Of("p1"), PartyId.Of("operator"), PartyId.Of("lessor"),
                new Dictionary<string, Sequence<string>> { ["item"] = ["算力*", "compute*"] }),
        ],
        CardsPerMachine = new Dictionary<string, int> { ["G5500"] = 8 },
    };

    [Theory]
    [InlineData("32,台/月,9.5,304,万元,CNY,,,", 186_880, 3_040_000)] // 32 servers of 8 cards for 730 hours
    [InlineData("32,台/年,114,304,万元,CNY,,,", 186_880, 3_040_000)]
    [InlineData("100,台时,64,6400,元,CNY,,,", 800, 6_400)]
    [InlineData("1234.5,卡时,9.1,11233.95,元,CNY,,,", 1234.5, 11_233.95)]
    [InlineData("3,机柜/月,19,57,万元,CNY,2,,", 35_040, 570_000)]
    [InlineData("16,卡/月,6000,96000,元,CNY,,,", 11_680, 96_000)]
    [InlineData("313,P/月,4000,1252000,元,CNY,,fp16-dense,Ascend 910B3", 730_000, 1_252_000)]
    [InlineData("1979,P/年,60000,9895000,元,CNY,,fp8-dense,H100 SXM 80GB", 730_000, 9_895_000)]
    public void A_rent_comes_to_card_hours_and_yuan(string rest, decimal hours, decimal amount)
    {
        var bill = (BillIssued)Read($"R-1,2025-03,算力租赁,G5500,{rest}").Facts().Single().Data;

        (bill.Hours.Value, bill.Amount).ShouldBe((hours, new Money(amount, Currency.Cny)));
        (bill.Bill.Value, bill.Period).ShouldBe(("R-1", new NodaTime.YearMonth(2025, 3)));
    }

    [Fact]
    public void P_without_precision_is_refused_with_all_that_it_could_mean()
    {
        var error = Read("R-1,2025-03,算力租赁,,1000,P/年,60000,5000000,元,CNY,,,H100 SXM 80GB").Single().Errors.Single();

        (error.Rule, error.Column).ShouldBe(("NAT-003", "precision"));
        foreach (var reading in (string[])
                 ["1011 H100 SXM 80GB", "6757 H20", "3195 Ascend 910B3", "1250 Ascend 910C", "505 H100", "3205 A100"])
        {
            error.Message.ShouldContain(reading);
        }
    }

    [Theory]
    [InlineData("32,台/年,114,3648,万元,CNY,,,", "net_amount", "NAT-004", "this is the amount of a year")]
    [InlineData("32,台/月,114,304,万元,CNY,,,", "net_amount", "NAT-004", "the price is that of a year")]
    [InlineData("32,台/月,9.5,304,,CNY,,,", "amount_unit", "NAT-003", "万元")]
    [InlineData("32,台,9.5,304,万元,CNY,,,", "unit", "NAT-003", "台/月")]
    [InlineData("3,机柜/月,19,57,万元,CNY,,,", "servers_per_cabinet", "NAT-003", "cabinet")]
    [InlineData("1000,P/月,4000,4000000,元,CNY,,fp16-sparse,H100 SXM 80GB", "chip", "NAT-003", "precision")]
    [InlineData("1000,P/月,4000,4000000,元,CNY,,fp8-dense,Ascend 910B3", "chip", "NAT-003", "precision")]
    [InlineData("10,卡时,900,9000,元,CNY,,,", "net_amount", "NAT-004", "hour of one card")]
    [InlineData("32,台/月,\"9,5\",304,万元,CNY,,,", "unit_price", "MAP-005", "number")]
    public void What_could_be_read_wrongly_is_refused(string rest, string column, string rule, string says)
    {
        var error = Read($"R-1,2025-03,算力租赁,G5500,{rest}").Single().Errors.Single();

        (error.Column, error.Rule).ShouldBe((column, rule));
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void A_credit_note_takes_back_and_a_server_that_nobody_declared_is_refused()
    {
        var credit = (BillCredited)Read("R-2,2025-03,算力租赁,G5500,-1,台/月,9.5,-9.5,万元,CNY,,,").Facts().Single().Data;

        (credit.Hours.Value, credit.Amount.Amount).ShouldBe((5_840m, 95_000m));
        Read("R-1,2025-03,算力租赁,G9999,1,台/月,9.5,9.5,万元,CNY,,,", "R-1,2025-03,rent,,1,台/月,9.5,9.5,万元,CNY,,,")
            .Wrong().ShouldBe([(2, "machine", "NAT-002"), (3, "item", "NAT-002")]);
    }

    [Fact]
    public void The_encoding_is_declared_and_another_is_refused()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding("gb18030").GetBytes(
            NativeReading.Table(Header, "R-1,2025-03,算力租赁,G5500,1,台/月,9.5,9.5,万元,CNY,,,"));

        var chinese = Declared with { Encoding = CsvEncoding.Gb18030 };
        new LessorInvoiceFormat().Read(chinese, bytes).Facts().Count.ShouldBe(1);
        new LessorInvoiceFormat().Read(Declared, bytes).Wrong().ShouldBe([(2, null, "MAP-003")]);
    }

    private static IReadOnlyList<FilingLine> Read(params string[] rows) =>
        new LessorInvoiceFormat().Read(Declared, NativeReading.Table(Header, rows));
}
