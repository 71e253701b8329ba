using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;

namespace RiskMonitor.Host.Bench;

/// <summary>
/// The facts of a made-up province, as they would be filed: one line of NDJSON each, the same at every run.
/// </summary>
/// <param name="round">Goes into every id, so that each round files facts that were never filed before.</param>
public sealed class BenchFacts(BenchShape shape, string round)
{
    /// <summary>One source for all, so that one reader reads everything.</summary>
    public static readonly string Source = "urn:local:bench";

    private const int Cards = 8;
    private const int Windows = 24;

    private static readonly LocalDate First = new(2024, 7, 1);
    private static readonly string Noon = "T12:00:00+08:00";

    private long number;

    private string FirstLender => $"{round}-lender-a";

    private string SecondLender => $"{round}-lender-b";

    /// <summary>The last day of the shape.</summary>
    public LocalDate Last => First.PlusMonths(shape.Months).PlusDays(-1);

    /// <summary>Policy, parties, pools, loans, liens and contracts: what stands before the first day.</summary>
    public IEnumerable<byte[]> Base()
    {
        yield return Policy();
        yield return Party(FirstLender, "lender");
        yield return Party(SecondLender, "lender");
        for (var pool = 0; pool < shape.Pools; pool++)
        {
            foreach (var line in Pool(pool))
            {
                yield return line;
            }
        }
    }

    /// <summary>Everything that is reported of the shape's months, day by day, without any day being closed.</summary>
    public IEnumerable<byte[]> Reports()
    {
        for (var day = First; day <= Last; day = day.PlusDays(1))
        {
            foreach (var line in Reports(day))
            {
                yield return line;
            }
        }
    }

    /// <summary>The same, each month followed by the closing of its days.</summary>
    public IEnumerable<byte[]> ReportsAndClosings()
    {
        for (var day = First; day <= Last; day = day.PlusDays(1))
        {
            foreach (var line in Reports(day))
            {
                yield return line;
            }

            if (day.PlusDays(1).Day == 1)
            {
                yield return Closing(day);
            }
        }
    }

    /// <summary>Closes the day and all before it.</summary>
    public byte[] Closing(LocalDate day) => Line("reporting-day-closed", "policy/CN", day, $$$"""
        {"jurisdiction":"CN","date":"{{{Text(day)}}}","calendar":"CN-2024-2026"}
        """);

    /// <summary>A second first-ranking lien on a pool's cards, long ago: COL-DUP from the moment it is known.</summary>
    public byte[] SecondLien(int pool) =>
        Lien(pool, SecondLender, "2", First.PlusDays(5), """{"nd":"not-disclosed"}""");

    private IEnumerable<byte[]> Pool(int pool)
    {
        var (name, owner, start) = (Name(pool), Owner(pool), First.PlusDays(-1));
        yield return Party(owner, "borrower");
        yield return Party(Tenant(pool), "offtaker");
        yield return Line("pool-registered", $"pool/{name}", start, $$$"""
            {"pool":"{{{name}}}","owner":"{{{owner}}}","operator":"{{{owner}}}","jurisdiction":"340200",
            "site":"{{{name}}}","cluster":"wuhu","chip":"H800 SXM","cards":{{{Cards}}},"currency":"CNY",
            "serials":[{{{Serials(pool)}}}],"purchaseCost":{"amount":"2000000","currency":"CNY"},
            "fundingFacility":"fac-{{{name}}}","promisedDelivery":"{{{Text(start)}}}"}
            """);
        yield return Line("cards-commissioned", $"pool/{name}", start, $$$"""
            {"pool":"{{{name}}}","cards":{{{Cards}}}}
            """);
        yield return Line("facility-opened", $"facility/fac-{name}", start, $$$"""
            {"facility":"fac-{{{name}}}","lender":"{{{FirstLender}}}","borrower":"{{{owner}}}",
            "structure":"term-loan","recourse":"full","commitment":{"amount":"1200000","currency":"CNY"},
            "pools":["{{{name}}}"],"advanceRate":"0.7","advanceBase":"appraisal",
            "ltvCaps":[{"from":"{{{Text(start)}}}","cap":"0.75"}],"schedule":[{{{Schedule()}}}],
            "covenants":[],"underwritingCase":[]}
            """);
        yield return Line("facility-drawn", $"facility/fac-{name}", start, $$$"""
            {"facility":"fac-{{{name}}}","amount":{"amount":"1200000","currency":"CNY"}}
            """);
        yield return Lien(pool, FirstLender, "1", start, $"\"fac-{name}\"");
        yield return Line("appraisal-reported", $"valuation/{name}", start, $$$"""
            {"appraisal":"apr-{{{name}}}","pool":"{{{name}}}","value":{"amount":"1900000","currency":"CNY"},
            "method":"market","valuationDate":"{{{Text(start)}}}","appraiser":"appraiser-v",
            "engagedBy":"{{{FirstLender}}}","inputs":"three offers"}
            """);
        yield return Line("offtake-signed", $"contract/sale-{name}", start, $$$"""
            {"contract":"sale-{{{name}}}","seller":"{{{owner}}}","buyer":"{{{Tenant(pool)}}}","kind":"on-demand",
            "chip":"H800 SXM","cards":{{{Cards}}},"hours":{"nd":"not-applicable"},
            "pricePerCardHour":{"amount":"9.5","currency":"CNY"},"start":"{{{Text(start)}}}",
            "end":"{{{Text(First.PlusYears(5))}}}","nonCancellableUntil":{"nd":"not-applicable"},"committedUse":"0",
            "prepayment":{"nd":"not-applicable"},"paymentTermsDays":20,"backStop":{"nd":"not-applicable"},
            "pools":[{"pool":"{{{name}}}","shareOfCapacity":"1"}]}
            """);
    }

    private IEnumerable<byte[]> Reports(LocalDate day)
    {
        yield return Print(day);
        for (var pool = 0; pool < shape.Pools; pool++)
        {
            yield return Use(pool, day);
            if (day.Day == 10 && day > First.PlusMonths(1))
            {
                yield return Bill(pool, day.PlusMonths(-1));
                yield return Cost(pool, day.PlusMonths(-1), day);
            }
            else if (day.Day == 28 && day > First.PlusMonths(1))
            {
                yield return Payment(pool, day.PlusMonths(-1), day);
            }
        }
    }

    private byte[] Use(int pool, LocalDate day)
    {
        var (name, start) = (Name(pool), day.PlusDays(-1));
        var hours = new StringBuilder();
        for (var window = 0; window < Windows; window++)
        {
            var quarters = 20 + (((pool * 7) + (day.DayOfYear * 3) + window) % 12); // of 32: 62 to 97 per cent
            hours.Append(CultureInfo.InvariantCulture, $"{(window == 0 ? "" : ",")}\"{Hours(quarters)}\"");
        }

        var offline = string.Join(',', Enumerable.Repeat("\"0\"", Windows));
        return Line("utilization-reported", $"use/{name}/{Month(start)}", day, $$$"""
            {"pool":"{{{name}}}","start":"{{{Text(start)}}}T16:00:00Z","step":"1:00:00",
            "profile":{"source":"telemetry","exporterVersion":"4.8.2"},"allocated":[{{{hours}}}],"active":[{{{hours}}}],
            "offline":[{{{offline}}}]}
            """);
    }

    private byte[] Bill(int pool, LocalDate period) =>
        Line("bill-issued", $"bill/sale-{Name(pool)}/{Month(period)}", period.PlusDays(15), $$$"""
            {"contract":"sale-{{{Name(pool)}}}","period":"{{{Month(period)}}}","pool":"{{{Name(pool)}}}",
            "bill":"inv-{{{Month(period)}}}","hours":"4300","amount":{"amount":"40850","currency":"CNY"},
            "payer":"{{{Tenant(pool)}}}","payee":"{{{Owner(pool)}}}","prepaymentConsumed":{"nd":"not-applicable"}}
            """);

    private byte[] Payment(int pool, LocalDate period, LocalDate day) =>
        Line("payment-received", $"bill/sale-{Name(pool)}/{Month(period)}", day, $$$"""
            {"contract":"sale-{{{Name(pool)}}}","period":"{{{Month(period)}}}","pool":"{{{Name(pool)}}}",
            "bill":"inv-{{{Month(period)}}}","amount":{"amount":"40850","currency":"CNY"},"payer":"{{{Tenant(pool)}}}",
            "payee":"{{{Owner(pool)}}}","valueDate":"{{{Text(day)}}}","bankReference":"BR-{{{Text(day)}}}-{{{pool}}}"}
            """);

    private byte[] Cost(int pool, LocalDate period, LocalDate day) =>
        Line("payment-made", $"bill/power-{Name(pool)}/{Month(period)}", day, $$$"""
            {"contract":"power-{{{Name(pool)}}}","period":"{{{Month(period)}}}","pool":"{{{Name(pool)}}}",
            "purpose":"energy","amount":{"amount":"4100","currency":"CNY"},"payer":"{{{Owner(pool)}}}","payee":"grid",
            "valueDate":"{{{Text(day)}}}","bankReference":"BP-{{{Text(day)}}}-{{{pool}}}"}
            """);

    private byte[] Print(LocalDate day) => Line("index-published", $"market/{round}-index", day, $$$"""
        {"series":"{{{round}}}-index","kind":"rental","chip":"H800 SXM","vintage":{"nd":"not-applicable"},
        "tenor":"one-year","tier":"neocloud","region":"CN","taxIncluded":false,
        "price":{"amount":"9.{{{day.Day % 5}}}5","currency":"CNY"},"constituents":11,"methodVersion":"2.1",
        "matchedReturn":{"nd":"not-applicable"}}
        """);

    private byte[] Lien(int pool, string party, string number, LocalDate day, string facility) =>
        Line("lien-registered", $"lien/registry/{Name(pool)}-{number}", day, $$$"""
            {"registry":"registry","number":"{{{Name(pool)}}}-{{{number}}}","registeredAt":"{{{Text(day)}}}T04:00:00Z",
            "securedParty":"{{{party}}}","grantor":"{{{Owner(pool)}}}","kind":"mortgage","rank":1,
            "objects":{"serials":[{{{Serials(pool)}}}]},
            "facility":{{{facility}}},
            "debtSecured":{"amount":"1200000","currency":"CNY"},"paysOff":[],"intercreditor":{"nd":"not-applicable"}}
            """);

    private byte[] Party(string party, string role) =>
        Line("party-registered", $"party/{party}", First.PlusDays(-1), $$$"""
            {"party":"{{{party}}}","name":"{{{party}}}","identifiers":[],"jurisdiction":"340200","roles":["{{{role}}}"]}
            """);

    /// <summary>The policy that the demo files, since it lies beside the program.</summary>
    private static byte[] Policy()
    {
        var file = Path.Combine(
            AppContext.BaseDirectory, "specs", "demo", "synthetic-province", "01-supervisor-policy.ndjson");
        var line = File.ReadLines(file).First(line => line.Contains("\"policy-adopted.v1\"", StringComparison.Ordinal));
        var policy = JsonNode.Parse(line)!;
        policy["source"] = Source;
        policy["id"] = "policy";
        return Encoding.UTF8.GetBytes(policy.ToJsonString());
    }

    private byte[] Line(string type, string subject, LocalDate day, string data)
    {
        var line = $$$"""
            {"specversion":"1.0","id":"{{{round}}}-{{{Text(number++)}}}","source":"{{{Source}}}","type":"{{{type}}}.v1",
            "subject":"{{{subject}}}","time":"{{{Text(day)}}}{{{Noon}}}","evidence":"documented","data":{{{data}}}}
            """;
        return Encoding.UTF8.GetBytes(line.ReplaceLineEndings(""));
    }

    private string Name(int pool) => string.Create(CultureInfo.InvariantCulture, $"{round}-p{pool:00000}");

    private string Owner(int pool) => $"owner-{Name(pool)}";

    private string Tenant(int pool) => $"tenant-{Name(pool)}";

    private string Serials(int pool) => string.Join(',', Enumerable.Range(0, Cards).Select(card =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name(pool)} {card}")))}\""));

    private string Schedule() => string.Join(',', Enumerable.Range(1, shape.Months + 12).Select(month => $$$"""
        {"due":"{{{Text(First.PlusMonths(month))}}}","principal":{"amount":"10000","currency":"CNY"},
        "interest":{"amount":"6000","currency":"CNY"}}
        """));

    private static string Hours(int quarters) => (quarters / 4m).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static string Month(LocalDate day) => day.ToString("uuuu-MM", CultureInfo.InvariantCulture);
}
