using System.Text;
using System.Xml;
using System.Xml.Linq;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Billing;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo;

/// <summary>
/// The bank's statements of the last half-year as ISO 20022 camt.053.001.08: one for each collection account, by value
/// date, whose references name contract or supply, pool and month.
/// </summary>
internal static class StatementFile
{
    public static readonly FiledTable Table = new("statement", Holds, entry => entry, Bytes)
    {
        Extension = ".xml", Format = "camt053", Declare = "bank.declaration.json",
    };

    private const int Round = 2;

    private static readonly XNamespace Camt = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    private static bool Holds(int round, Entry entry) =>
        round == Round && entry.Data is PaymentReceived or PaymentMade;

    private static byte[] Bytes(IReadOnlyList<Entry> entries)
    {
        var statements = entries.Select(entry => Movement.Of(entry)).GroupBy(movement => movement.Owner.Value)
            .OrderBy(account => account.Key, StringComparer.Ordinal).Select(Statement);
        var document = new XElement(Camt + "Document", new XElement(
            Camt + "BkToCstmrStmt",
            Part("GrpHdr", Text("MsgId", "SYNTHETIC-2025-h2"), Text("CreDtTm", "2026-01-06T08:00:00+08:00")),
            statements));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(
            bytes, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) }))
        {
            document.Save(writer);
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static XElement Statement(IGrouping<string, Movement> account) => Part(
        "Stmt",
        [
            Text("Id", $"{account.Key}-2025-h2"),
            Part("Acct", Number(account.Key), Part("Ownr", Text("Nm", account.Key))),
            .. account.OrderBy(movement => movement.Day).ThenBy(movement => movement.Bank, StringComparer.Ordinal)
                .Select(Entry),
        ]);

    private static XElement Entry(Movement movement)
    {
        var (party, account) = movement.IsCredit ? ("Dbtr", "DbtrAcct") : ("Cdtr", "CdtrAcct");
        var day = LocalDatePattern.Iso.Format(movement.Day);
        return Part(
            "Ntry",
            new XElement(
                Camt + "Amt", new XAttribute("Ccy", movement.Amount.Currency.Value),
                CanonicalDecimal.Write(movement.Amount.Amount)),
            Text("CdtDbtInd", movement.IsCredit ? "CRDT" : "DBIT"),
            Part("Sts", Text("Cd", "BOOK")),
            Part("BookgDt", Text("Dt", day)),
            Part("ValDt", Text("Dt", day)),
            Text("AcctSvcrRef", movement.Bank),
            Part("NtryDtls", Part(
                "TxDtls",
                Part(
                    "RltdPties",
                    Part(party, Part("Pty", Text("Nm", movement.Other.Value))),
                    Part(account, Number(movement.Other.Value))),
                Part("RmtInf", Text("Ustrd", movement.Reference)))));
    }

    private static XElement Number(string party) =>
        Part("Id", Part("Othr", Text("Id", $"SYN-{party}")));

    private static XElement Part(string name, params XElement[] parts) => new(Camt + name, parts);

    private static XElement Text(string name, string text) => new(Camt + name, text);

    /// <summary>One movement as the holder of the account sees it.</summary>
    private sealed record Movement(
        bool IsCredit, PartyId Owner, PartyId Other, Money Amount, LocalDate Day, string Bank, string Reference)
    {
        public static Movement Of(Entry entry) => entry.Data switch
        {
            PaymentReceived paid => new Movement(
                IsCredit: true, paid.Payee, paid.Payer, paid.Amount, paid.ValueDate, paid.BankReference,
                Named(paid.Contract, paid.Period)),
            PaymentMade paid => new Movement(
                IsCredit: false, paid.Payer, paid.Payee, paid.Amount, paid.ValueDate, paid.BankReference,
                Named(paid.Contract, paid.Period)),
            _ => throw new InvalidOperationException($"{entry.Id} is no movement of an account."),
        };

        private static string Named(ContractId contract, YearMonth month) =>
            $"{contract}-{YearMonthPattern.Iso.Format(month)}";
    }
}
