using System.Globalization;
using System.Text;
using NodaTime.Text;
using RiskMonitor.Lending;

namespace RiskMonitor.Tests.Demo;

/// <summary>Lender B's ledger of half a year as it keeps it: a table in Chinese, in ten thousands of yuan.</summary>
internal static class Tape
{
    public static readonly FiledTable Table = new(
        "tape", Holds, entry => entry with { Time = entry.Time.Date.AtMidnight() }, Bytes) { Map = "map.json" };

    /// <summary>Round of the ledger; what it holds of draws and repayments is not filed as events.</summary>
    private const int Round = 1;

    private const decimal TenThousand = 10_000m;
    private const string Heading = "乙方租赁 2025年上半年 贷款台账（合成数据 SYNTHETIC）";
    private const string Columns = "流水号,借据编号,业务类型,业务日期,本金(万元),利息(万元),还款来源";

    static Tape() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static bool Holds(int round, Entry entry) => round == Round && entry.Source == Reporters.LenderB
        && entry.Data is FacilityDrawn or FacilityRepaid;

    private static byte[] Bytes(IEnumerable<Entry> entries) => Encoding.GetEncoding("gb18030").GetBytes(
        $"{Heading}\n{Columns}\n{string.Concat(entries.Select(entry => Row(entry) + "\n"))}");

    private static string Row(Entry entry)
    {
        var day = LocalDatePattern.CreateWithInvariantCulture("yyyy年M月d日").Format(entry.Time.Date);
        return entry.Data switch
        {
            FacilityDrawn drawn =>
                $"{entry.Id},{drawn.Facility},放款,{day},{Cell(drawn.Amount.Amount)},-,-",
            FacilityRepaid repaid =>
                $"{entry.Id},{repaid.Facility},还款,{day},{Cell(repaid.Principal.Amount)},"
                + $"{Cell(repaid.Interest.Amount)},{Word(repaid.Source)}",
            _ => throw new InvalidOperationException($"{entry.Id} is no line of a loan ledger."),
        };
    }

    /// <summary>With separators, and so in quotes, from a thousand ten-thousands on.</summary>
    private static string Cell(decimal amount)
    {
        var text = (amount / TenThousand).ToString("#,##0.00####", CultureInfo.InvariantCulture);
        return text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;
    }

    private static string Word(RepaymentSource source) => source switch
    {
        RepaymentSource.Operations => "经营回款",
        RepaymentSource.Refinancing => "再融资",
        _ => throw new InvalidOperationException($"Lender B has no word for {source}."),
    };
}
