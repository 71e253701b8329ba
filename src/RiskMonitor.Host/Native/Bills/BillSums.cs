using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.Bills;

/// <summary>
/// Sums the lines of vendors' bills to one <c>bill-issued</c> for each invoice, contract, pool and month, and one
/// <c>bill-credited</c> for each way of taking something back.
/// </summary>
/// <remarks>
/// Sums are exact; a sum with more than twelve places is rounded half up, once, at its end. What is charged less what
/// is credited is what the lines say, of hours and of money each by its own sign. Lines in another order say the same.
/// </remarks>
/// <param name="format">As <c>focus</c>.</param>
/// <param name="mayBeProvisional">Whether the vendor also gives files that it will still change: then what is final
/// takes the provisional fact back, whichever of them is filed first.</param>
internal sealed class BillSums(string format, Declaration declaration, bool mayBeProvisional)
{
    private const decimal SecondsPerHour = 3_600m;
    private static readonly bool[] BillAndCredit = [false, true];
    private readonly SortedDictionary<string, BillSum> sums = new(StringComparer.Ordinal);

    public void Add(BillLine line)
    {
        var (seconds, amount) = (line.CardSeconds, line.Amount);
        if (seconds > 0m || amount > 0m || (seconds == 0m && amount == 0m))
        {
            Sum(line, isCredit: false).Add(line.Line, Math.Max(seconds, 0m), Math.Max(amount, 0m));
        }

        if (seconds < 0m || amount < 0m)
        {
            Sum(line, isCredit: true).Add(line.Line, Math.Max(-seconds, 0m), Math.Max(-amount, 0m));
        }
    }

    /// <summary>What the lines say together.</summary>
    public IEnumerable<NativeRow> Rows()
    {
        var takenBack = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sum in sums.Values)
        {
            if (!sum.IsWithinBounds)
            {
                yield return NativeRow.Wrong(
                    sum.Line, FilingRules.NativeValueImpossible, column: null,
                    "The lines of one bill come to 1,000,000,000,000 or more.", sum.About.Invoice);
                continue;
            }

            NativeFact[] taken = mayBeProvisional && sum.About.IsFinal
                ? [.. TakenBack(sum.About).Where(fact => takenBack.Add(fact.Id))]
                : [];
            yield return NativeRow.Of(sum.Line, [Fact(sum), .. taken]);
        }
    }

    private BillSum Sum(BillLine line, bool isCredit)
    {
        var key = string.Join('\u001F', Parts(line, isCredit));
        if (!sums.TryGetValue(key, out var sum))
        {
            sums.Add(key, sum = new BillSum(line, isCredit));
        }

        return sum;
    }

    /// <summary>What two lines of one sum have in common.</summary>
    private static string[] Parts(BillLine line, bool isCredit) =>
    [
        line.Use.Contract.Value, line.Use.Pool.Value, line.Use.Payer.Value, line.Use.Payee.Value, Month(line),
        line.Account, line.Invoice ?? string.Empty, line.Currency.Value,
        line.IsFinal ? "final" : "provisional",
        !isCredit ? string.Empty : line.IsFinal ? line.Credit : "credit",
    ];

    private NativeFact Fact(BillSum sum)
    {
        var (line, use) = (sum.About, sum.About.Use);
        var hours = CardHours.Of(ExactNumber.Filed(sum.CardSeconds / SecondsPerHour));
        var amount = new Money(ExactNumber.Filed(sum.Amount), line.Currency);
        IFact data = sum.IsCredit
            ? new BillCredited(
                use.Contract, line.Month, use.Pool, line.Bill, hours, amount,
                line.IsFinal ? line.Credit : "provisional")
            : new BillIssued(
                use.Contract, line.Month, use.Pool, line.Bill, hours, amount, use.Payer, use.Payee,
                Disclosed.Not<Money>("not-collected"));
        return new NativeFact(
            line.IsFinal ? NativeId.Of(format, Parts(line, sum.IsCredit)) : ProvisionalId(line, sum.IsCredit),
            Time(line),
            line.IsFinal ? Evidence.Documented : Evidence.Declared,
            $"{format} {line.Account} {line.Invoice ?? (line.IsFinal ? "" : "provisional")}".TrimEnd(),
            data);
    }

    /// <summary>Both that a provisional file may have said of the same account, contract, pool and month.</summary>
    private IEnumerable<NativeFact> TakenBack(BillLine line) => BillAndCredit.Select(isCredit =>
    {
        var target = ProvisionalId(line, isCredit);
        return new NativeFact(
            NativeId.Of(format, "final", target),
            Time(line),
            Evidence.Documented,
            $"{format} {line.Account} final",
            NativeFact.Retraction(BillingPeriod.Stream(line.Use.Contract, line.Month), target));
    });

    private string ProvisionalId(BillLine line, bool isCredit) => NativeId.Of(
        format, line.Account, line.Use.Contract.Value, line.Use.Pool.Value, Month(line), line.Currency.Value,
        isCredit ? "credit" : "bill") + ":provisional";

    /// <summary>Noon of the last day of the month; of its first where the month may not be over yet.</summary>
    private Instant Time(BillLine line) => NativeTime.InMonth(line.Month, declaration.Zone, atItsEnd: line.IsFinal);

    private static string Month(BillLine line) => NodaTime.Text.YearMonthPattern.Iso.Format(line.Month);
}
