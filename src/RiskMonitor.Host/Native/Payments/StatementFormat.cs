using RiskMonitor.Filing;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.Payments;

/// <summary>A bank's statement as a table in a layout of our own, for banks that give no camt.053.</summary>
public sealed class StatementFormat : INativeFormat
{
    private static readonly string[] Columns =
    [
        "account", "bank_reference", "value_date", "direction", "amount", "currency", "counterparty_account",
        "counterparty", "reference",
    ];

    public string Name => "statement";

    public string Says => "CSV of a bank's statement, in the layout of specs/native/statement.md";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration)
    {
        var match = new PaymentMatch(declaration);
        foreach (var (row, wrong) in NativeTable.Read(file, Columns, declaration.Encoding))
        {
            yield return wrong ?? Paid(new NativeCells(row!), match);
        }
    }

    private static NativeRow Paid(NativeCells cells, PaymentMatch match)
    {
        var (account, number) = (cells.Text("account"), cells.Text("bank_reference"));
        var (date, amount) = (cells.Date("value_date"), cells.Exact("amount"));
        var (currency, reference) = (cells.CurrencyOf("currency"), cells.Text("reference"));
        var direction = cells.Word<Direction>("direction");
        if (amount < 0m)
        {
            cells.Refuse("amount", FilingRules.NativeValueImpossible, "The direction is the sign.");
        }

        if (cells.TextOrNull("reversal") is { } reversal and not ("yes" or "no"))
        {
            cells.Refuse("reversal", FilingRules.CellNotListed, $"It is yes or no, and not {reversal}.");
        }

        return !cells.AreRight ? cells.Refused() : match.Row(new BankEntry(
            cells.Line,
            new Holder(account.Replace(" ", string.Empty, StringComparison.Ordinal), Name: null),
            direction == Direction.Credit,
            cells.TextOrNull("reversal") == "yes",
            new Money(ExactNumber.Filed(amount!.Value), currency!),
            date!.Value,
            new Holder(
                cells.TextOrNull("counterparty_account")?.Replace(" ", string.Empty, StringComparison.Ordinal),
                cells.TextOrNull("counterparty")),
            [("reference", reference)],
            number,
            [account.Replace(" ", string.Empty, StringComparison.Ordinal), number]));
    }

    private enum Direction
    {
        Credit,
        Debit,
    }
}
