using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Payments;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.Camt;

/// <summary>One entry of a statement (Ntry), with the transactions that it may hold.</summary>
internal sealed class CamtEntry
{
    private readonly XmlPart entry;
    private readonly Holder account;
    private readonly List<NativeRow> errors = [];
    private readonly Money? amount;
    private readonly LocalDate? value;
    private readonly bool isCredit;
    private readonly XmlPart[] transactions;
    private readonly Money?[] parts;

    public CamtEntry(XmlPart entry, Holder account)
    {
        (this.entry, this.account) = (entry, account);
        transactions = [.. entry.All("NtryDtls").SelectMany(details => details.All("TxDtls"))];
        amount = AmountOf(entry["Amt"], "Amt");
        parts = transactions.Length < 2
            ? [amount]
            : [.. transactions.Select(part => AmountOf(part["Amt"] ?? part["AmtDtls", "TxAmt", "Amt"], "TxDtls/Amt"))];
        if (amount is not null && parts.All(part => part?.Currency == amount.Currency)
            && parts.Sum(part => part!.Amount) != amount.Amount)
        {
            Refuse("TxDtls/Amt", FilingRules.NativeValueImpossible, "The transactions of a batch come to its amount.",
                entry.Said("Amt"));
        }

        value = Day(entry["ValDt"] ?? entry["BookgDt"]); // a value date that cannot be read is no reason to guess
        isCredit = entry.Said("CdtDbtInd") == "CRDT";
        if (!isCredit && entry.Said("CdtDbtInd") != "DBIT")
        {
            Refuse("CdtDbtInd", FilingRules.CellNotListed, "CdtDbtInd is CRDT or DBIT.", entry.Said("CdtDbtInd"));
        }

        if (value is null)
        {
            Refuse("ValDt", FilingRules.CellNotDate, "ValDt, or BookgDt where there is none, is a date.",
                (entry["ValDt"] ?? entry["BookgDt"])?.Text);
        }
    }

    public IReadOnlyList<NativeRow> Errors => errors;

    /// <summary>The bank's number of the entry, or what it looks like.</summary>
    public string Key => entry.Said("AcctSvcrRef") ?? entry.Said("NtryRef")
        ?? string.Join(' ', [
            value is { } day ? LocalDatePattern.Iso.Format(day) : string.Empty, entry.Said("CdtDbtInd"),
            entry.Said("Amt"), .. References(entry).Select(reference => reference.Text),
        ]);

    /// <summary>Only what is booked is money: what is pending or for information may never come.</summary>
    public static bool IsBooked(XmlPart entry) => (entry.Said("Sts", "Cd") ?? entry.Said("Sts")) == "BOOK";

    /// <param name="owner">Name of the element in which the holder stands, if it is not the part itself.</param>
    public static Holder HolderOf(XmlPart part, string owner) => new(
        (part.Said("Id", "IBAN") ?? part.Said("Id", "Othr", "Id"))?.Replace(" ", "", StringComparison.Ordinal),
        part.Said(owner, "Nm") ?? part.Said("Nm"));

    /// <summary>The payments of the entry: itself, or each transaction of a batch.</summary>
    /// <param name="alike">Tells entries apart that have no number.</param>
    public IReadOnlyList<BankEntry> Payments(string alike, string statement)
    {
        var single = transactions.Length == 1 ? transactions[0].Said("Refs", "AcctSvcrRef") : null;
        string[] known = (entry.Said("AcctSvcrRef") ?? single) is { } number
            ? [account.ToString(), number]
            : [account.ToString(), statement, Key, alike];
        if (transactions.Length < 2)
        {
            return [Payment(transactions.FirstOrDefault(), amount!, known)];
        }

        return
        [
            .. transactions.Select((transaction, index) => Payment(
                transaction, parts[index]!, [.. known, index.ToString(CultureInfo.InvariantCulture)])),
        ];
    }

    private BankEntry Payment(XmlPart? transaction, Money money, string[] identity)
    {
        var parties = transaction?["RltdPties"];
        var (role, side) = isCredit ? ("Dbtr", "DbtrAcct") : ("Cdtr", "CdtrAcct");
        var other = new Holder(
            (parties?.Said(side, "Id", "IBAN") ?? parties?.Said(side, "Id", "Othr", "Id"))
                ?.Replace(" ", "", StringComparison.Ordinal),
            parties?.Said(role, "Pty", "Nm") ?? parties?.Said(role, "Nm"));
        return new BankEntry(
            transactions.Length < 2 ? entry.Line : transaction!.Line,
            account, isCredit, IsTrue(entry.Said("RvslInd")), money, value!.Value, other,
            [.. References(transaction).Concat(References(entry)).Where(reference => reference.Text.Length > 0)],
            entry.Said("AcctSvcrRef") ?? transaction?.Said("Refs", "AcctSvcrRef")
                ?? transaction?.Said("Refs", "EndToEndId") ?? entry.Said("NtryRef") ?? "none",
            identity);
    }

    private static IEnumerable<(string Place, string Text)> References(XmlPart? part)
    {
        if (part is null)
        {
            yield break;
        }

        foreach (var remittance in part.All("RmtInf"))
        {
            foreach (var free in remittance.All("Ustrd"))
            {
                yield return ("RmtInf/Ustrd", free.Text);
            }

            foreach (var structured in remittance.All("Strd"))
            {
                foreach (var document in structured.All("RfrdDocInf"))
                {
                    yield return ("RmtInf/Strd/RfrdDocInf/Nb", document.Said("Nb") ?? string.Empty);
                }

                yield return ("RmtInf/Strd/CdtrRefInf/Ref", structured.Said("CdtrRefInf", "Ref") ?? string.Empty);
            }
        }

        yield return ("Refs/EndToEndId", part.Said("Refs", "EndToEndId") ?? string.Empty);
        yield return ("AddtlTxInf", part.Said("AddtlTxInf") ?? string.Empty);
        yield return ("AddtlNtryInf", part.Said("AddtlNtryInf") ?? string.Empty);
    }

    private static bool IsTrue(string? word) => word is "true" or "1";

    private Money? AmountOf(XmlPart? part, string name)
    {
        try
        {
            if (ExactNumber.TryRead(part?.Text, allowExponent: false, out var number) && number >= 0m)
            {
                return new Money(ExactNumber.Filed(number), Currency.Of(part!.Currency ?? string.Empty));
            }

            Refuse(name, FilingRules.CellNotNumber, NativeCells.NumberForm, part?.Text);
        }
        catch (FormatException)
        {
            Refuse($"{name}/@Ccy", FilingRules.IdentifierMalformed, "An amount has its currency.", part?.Currency);
        }

        return null;
    }

    private void Refuse(string name, FilingRule rule, string message, string? found) =>
        errors.Add(NativeRow.Wrong(entry.Line, rule, name, message, found));

    private static LocalDate? Day(XmlPart? choice) => choice?.Said("Dt") is { } day ? NativeTime.Day(day)
        : choice?.Said("DtTm") is { Length: >= 10 } time ? NativeTime.Day(time[..10])
        : null;
}
