using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace RiskMonitor.Host.Tests.Province;

/// <summary>What banks say of the same economy: tenants pay in full, and some get it back.</summary>
internal static class MoneyFiles
{
    /// <summary>Straight back to the tenant of one pool, and around a ring of five to that of another.</summary>
    public static IReadOnlyList<Movement> Returns(TruePool straight, TruePool ring)
    {
        var june = TruePool.Months[1];
        var (price, whole) = (BillFiles.Amount(straight, june), BillFiles.Amount(ring, june));
        return
        [
            Movement.Back(straight, straight.Owner, straight.Tenant, price * 0.93m, new(2025, 8, 5)),
            Movement.Back(ring, ring.Owner, "fund", whole * 0.95m, new(2025, 7, 25)),
            Movement.Back(ring, "fund", "agent", whole * 0.94m, new(2025, 7, 28)),
            Movement.Back(ring, "agent", "studio", whole * 0.93m, new(2025, 8, 1)),
            Movement.Back(ring, "studio", ring.Tenant, whole * 0.925m, new(2025, 8, 5)),
        ];
    }

    public static IEnumerable<Movement> Paid(TruePool pool) => TruePool.Months.Select(month => new Movement(
        pool.Owner, pool.Tenant, IsCredit: true, BillFiles.Amount(pool, month),
        month.OnDayOfMonth(20).PlusMonths(1), $"{pool.Contract}-{BillFiles.Month(month)}"));

    public static NativeFile Camt(IReadOnlyList<TruePool> pools, IEnumerable<Movement> movements) => new(
        "camt053", Declared(pools),
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId>"
        + "<CreDtTm>2025-09-20T18:00:00+08:00</CreDtTm></GrpHdr>"
        + string.Concat(movements.GroupBy(one => one.Account).Select(account =>
            $"<Stmt><Id>{account.Key}</Id><Acct>{Number(account.Key)}</Acct>"
            + $"{string.Concat(account.Select(Entry))}</Stmt>"))
        + "</BkToCstmrStmt></Document>\n");

    public static NativeFile Statement(IReadOnlyList<TruePool> pools, IEnumerable<Movement> movements) => new(
        "statement", Declared(pools),
        "account,bank_reference,booking_date,value_date,direction,amount,currency,counterparty_account,counterparty,"
        + "reference\n" + string.Concat(movements.Select(one => Invariant(
            $"A-{one.Account},{one.Bank},{Day(one)},{Day(one)},{(one.IsCredit ? "credit" : "debit")},")
            + Invariant($"{one.Amount:0.##},CNY,A-{one.Other},{one.Other},{one.Reference}\n"))));

    private static string Entry(Movement one)
    {
        var (role, kind) = one.IsCredit ? ("Dbtr", "CRDT") : ("Cdtr", "DBIT");
        return Invariant($"<Ntry><Amt Ccy=\"CNY\">{one.Amount:0.00}</Amt><CdtDbtInd>{kind}</CdtDbtInd>")
            + $"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{Day(one)}</Dt></BookgDt><ValDt><Dt>{Day(one)}</Dt></ValDt>"
            + $"<AcctSvcrRef>{one.Bank}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><{role}><Pty>"
            + $"<Nm>{one.Other}</Nm></Pty></{role}><{role}Acct>{Number(one.Other)}</{role}Acct></RltdPties>"
            + $"<RmtInf><Ustrd>{one.Reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
    }

    private static string Number(string party) => $"<Id><Othr><Id>A-{party}</Id></Othr></Id>";

    private static string Declared(IReadOnlyList<TruePool> pools)
    {
        var parties = pools.SelectMany(pool => new[] { pool.Owner, pool.Tenant }).Concat(["fund", "agent", "studio"])
            .Select(party => $"\"A-{party}\":\"{party}\"");
        var payments = pools.SelectMany(pool => new[]
        {
            $$"""{"contract":"{{pool.Contract}}","pool":"{{pool.Id}}","references":["*{{pool.Contract}}-{month}*"]}""",
            $$"""
            {"contract":"svc-{{pool.Id}}","pool":"{{pool.Id}}","references":["*svc-{{pool.Id}}-{month}*"],
            "purpose":"other"}
            """,
        });
        return NativeFile.Declaring(
            $$"""
            "parties":{{{string.Join(",", parties)}}},"payments":[{{string.Join(",", payments)}}]
            """);
    }

    private static string Day(Movement one) => LocalDatePattern.Iso.Format(one.Day);
}

/// <summary>One movement as the holder of the account sees it.</summary>
internal sealed record Movement(
    string Account, string Other, bool IsCredit, decimal Amount, LocalDate Day, string Reference)
{
    public string Bank => $"B-{Account}-{Other}-{LocalDatePattern.Iso.Format(Day)}";

    /// <summary>Paid out for what a bill of June calls services.</summary>
    public static Movement Back(TruePool pool, string from, string to, decimal amount, LocalDate day) =>
        new(from, to, IsCredit: false, amount, day, $"svc-{pool.Id}-2025-06");
}
