using System.Text;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace RiskMonitor.Host.Tests.Province;

/// <summary>Bills of May and June as each vendor writes them, at ten yuan a card-hour.</summary>
internal static class BillFiles
{
    private const decimal Price = 10m;
    private const string Machine = "gpu.8x";
    private const decimal PerMachine = 8m;

    private static IEnumerable<LocalDate> Days => TruePool.Months.SelectMany(month => month.ToDateInterval());

    /// <summary>A row a day; one machine-hour too many on the first of June, and the correction that takes it back.
    /// </summary>
    public static NativeFile Focus(TruePool pool)
    {
        var text = new StringBuilder("BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargeClass,"
            + "ChargePeriodStart,ChargePeriodEnd,BilledCost,ConsumedQuantity,ConsumedUnit,SkuMeter,SubAccountId,"
            + "InvoiceId\n");
        foreach (var month in TruePool.Months)
        {
            var days = month.ToDateInterval();
            foreach (var day in days)
            {
                var inFile = Period.DaysBetween(TruePool.First, day) * 24;
                var hours = month == TruePool.Months[1] ? pool.Held.Skip(inFile).Take(24).Sum() : 100m;
                Row(month, day, hours / PerMachine, "");
            }

            Row(month, days.Start, 1m, "");
            Row(month, days.Start, -1m, "Correction");
        }

        return new NativeFile("focus", Declared(pool, "SubAccountId"), text.ToString());

        void Row(YearMonth month, LocalDate day, decimal machineHours, string correction) => text.Append(Invariant(
            $"a-1,CNY,{Utc(month.OnDayOfMonth(1))},Usage,{correction},{Utc(day)},{Utc(day.PlusDays(1))},")
            + Invariant($"{machineHours * PerMachine * Price:0.00######},{machineHours},Hours,{Machine},{pool.Id},")
            + $"INV-{pool.Id}-{Month(month)}\n");
    }

    /// <summary>In yuan, and once in ten thousands of them.</summary>
    public static NativeFile Lessor(TruePool yuan, TruePool tenThousands)
    {
        var text = new StringBuilder("invoice,month,item,machine,quantity,unit,unit_price,net_amount,amount_unit,"
            + "currency,servers_per_cabinet,precision,chip\n");
        foreach (var month in TruePool.Months)
        {
            var (first, second) = (yuan.BilledIn(month), tenThousands.BilledIn(month));
            text.Append(Invariant($"L-{yuan.Id}-{Month(month)},{Month(month)},{yuan.Id},,")
                + Invariant($"{first:0.####},卡时,{Price},")
                + Invariant($"{first * Price:0.####},元,CNY,,,\n"));
            text.Append(Invariant($"L-{tenThousands.Id}-{Month(month)},{Month(month)},{tenThousands.Id},,")
                + Invariant($"{second:0.####},卡时,{Price / 10_000m},{second * Price / 10_000m:0.########},")
                + "万元,CNY,,,\n");
        }

        var (one, other) = (Use(yuan, "item"), Use(tenThousands, "item"));
        return new NativeFile("lessor-invoice", NativeFile.Declaring($"\"bills\":[{one},{other}]"), text.ToString());
    }

    /// <param name="isFinal">What is not final says less than what is.</param>
    public static NativeFile Alibaba(TruePool pool, bool isFinal)
    {
        var pages = TruePool.Months.Select(month =>
        {
            var hours = pool.BilledIn(month) - (isFinal ? 0m : 800m);
            return $$"""
                {"Code":"Success","Data":{"BillingCycle":"{{Month(month)}}","AccountID":"185","TotalCount":1,"Items":[
                {"InstanceID":"{{pool.Id}}","InstanceSpec":"{{Machine}}","Item":"PayAsYouGoBill",
                "Usage":"{{Number(hours / PerMachine)}}","UsageUnit":"小时",
                "PretaxAmount":{{Number(hours * Price)}},"Currency":"CNY"}] } }
                """;
        });
        return new NativeFile(
            "alibaba", Declared(pool, "InstanceID", isFinal), string.Join("\n", pages));
    }

    public static NativeFile Huawei(TruePool pool) => new(
        "huawei", Declared(pool, "resource_id"),
        "{\"fee_records\":[" + string.Join(",", Days.Select(day =>
        $$"""
        {"bill_date":"{{LocalDatePattern.Iso.Format(day)}}","bill_type":5,"customer_id":"k-1",
        "resource_id":"{{pool.Id}}","sku_code":"{{Machine}}","charge_mode":"3","usage":{{Number(pool.Billed / 240m)}},
        "usage_measure_id":4,"official_amount":99.12345678,"amount":{{Number(pool.Billed / 3m)}},"measure_id":1}
        """)) + "],\"total_count\":61,\"currency\":\"CNY\"}");

    public static NativeFile Tencent(TruePool pool) => new(
        "tencent", Declared(pool, "Instance ID"),
        "Payer Account ID,Instance ID,Usage Start Time,Usage End Time,Component Name,Component Usage,Usage Duration,"
        + "Duration Unit,Currency,Amount Before Tax,Transaction Type\n"
        + string.Concat(Days.Select(day => Invariant(
            $"1000,{pool.Id},{LocalDatePattern.Iso.Format(day)} 00:00:00,{LocalDatePattern.Iso.Format(day)} 23:00:00,")
            + Invariant($"GPU {Machine},2,{pool.Billed / 30m / 16m * 3_600m:0.####},Second,CNY,")
            + Invariant($"{pool.Billed / 30m * Price:0.####},hourly\n"))));

    public static string Month(YearMonth month) => YearMonthPattern.Iso.Format(month);

    public static decimal Amount(TruePool pool, YearMonth month) =>
        (pool.Id == "p1" && month == TruePool.Months[0] ? 3_100m : pool.BilledIn(month)) * Price;

    private static string Declared(TruePool pool, string column, bool isFinal = true) => NativeFile.Declaring(
        $$"""
        "bills":[{{Use(pool, column)}}],"cardsPerMachine":{"{{Machine}}":8},
        "billsFinal":{{(isFinal ? "true" : "false")}}
        """);

    private static string Use(TruePool pool, string column) => $$"""
        {"contract":"{{pool.Contract}}","pool":"{{pool.Id}}","payer":"{{pool.Tenant}}","payee":"{{pool.Owner}}",
        "when":{"{{column}}":["{{pool.Id}}"]} }
        """;

    private static string Utc(LocalDate day) =>
        InstantPattern.General.Format(day.AtMidnight().WithOffset(Offset.FromHours(8)).ToInstant());

    private static string Number(decimal number) => Invariant($"{number:0.########}");
}
