using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.Payments;

/// <summary>
/// Movements of accounts matched to contracts, pools and months of use by what their references name, with the match
/// shown in <c>sourceref</c>. What matches nothing is refused and named, never guessed from amounts.
/// </summary>
internal sealed class PaymentMatch(Declaration declaration)
{
    private const int LongestText = 120;
    private const string IdsOfPayments = "payment";

    private readonly List<(PaidUse Use, string Pattern, ReferencePattern Form)> patterns =
    [
        .. (declaration.Payments ?? []).SelectMany(use =>
            use.References.Select(pattern => (use, pattern, new ReferencePattern(pattern)))),
    ];

    public NativeRow Row(BankEntry entry)
    {
        if (entry.Account.Party(declaration) is not { } owner)
        {
            return Undeclared(entry, "The holder of the account is not among the declared parties.", entry.Account);
        }

        if (entry.Other.Party(declaration) is not { } other)
        {
            return Undeclared(entry, "Who stands on the other side is not among the declared parties.", entry.Other);
        }

        if (Match(entry) is not { } match)
        {
            return Undeclared(
                entry, "No reference of it names a declared payment: "
                    + Shown(string.Join("; ", entry.References.Select(reference => reference.Text))) + ".",
                entry.BankReference);
        }

        if (Payment(entry, owner, other, match) is not { } payment)
        {
            return NativeRow.Wrong(
                entry.Line, FilingRules.NativeValueImpossible, column: null,
                "Money that comes in under a contract under which the holder of the account pays takes a payment back: "
                + "retract or correct that payment.",
                entry.BankReference);
        }

        return NativeRow.Of(entry.Line, new NativeFact(
            NativeId.Of(IdsOfPayments, [.. entry.Identity]),
            NativeTime.InMonth(match.Month, declaration.Zone),
            Evidence.Documented,
            // Nothing of the file's own form: the same movement in another form is the same fact.
            $"{Shown(entry.Account.ToString())}/{Shown(entry.BankReference)}: \"{Shown(match.Text)}\" "
            + $"fits \"{Shown(match.Pattern)}\"{(entry.IsReversal ? ", reversal" : "")}",
            payment));
    }

    private Matched? Match(BankEntry entry)
    {
        foreach (var (_, text) in entry.References)
        {
            foreach (var (use, pattern, form) in patterns)
            {
                if (form.Find(text) is { } found && (found.Month ?? MonthBefore(entry, use)) is { } month)
                {
                    return new Matched(use, pattern, found.Bill, month, ReferencePattern.NamesMonth(pattern)
                        ? found.Bill
                        : null);
                }
            }
        }

        return null;
    }

    private static YearMonth? MonthBefore(BankEntry entry, PaidUse use) =>
        use.MonthsBack is { } months ? entry.ValueDate.ToYearMonth().PlusMonths(-months) : null;

    /// <summary>Null for money back from a supplier, for which there is no fact of its own.</summary>
    private static IFact? Payment(BankEntry entry, PartyId owner, PartyId other, Matched match)
    {
        var use = match.Use;
        return (entry.IsCredit, use.Purpose) switch
        {
            (true, null) => new PaymentReceived(
                use.Contract, match.Month, use.Pool, BillOf(match.Bill), entry.Amount, other, owner, entry.ValueDate,
                entry.BankReference),
            (true, _) => null,
            (false, var purpose) => new PaymentMade(
                use.Contract, match.Month, use.Pool, purpose ?? PaymentPurpose.Refund, entry.Amount, owner, other,
                entry.ValueDate, entry.BankReference),
        };
    }

    private static Disclosed<BillId> BillOf(string? named)
    {
        try
        {
            return named is null ? Disclosed.Not<BillId>("not-collected") : Disclosed.Of(BillId.Of(named));
        }
        catch (FormatException)
        {
            return Disclosed.Not<BillId>("not-collected");
        }
    }

    private static NativeRow Undeclared(BankEntry entry, string message, object value) => NativeRow.Wrong(
        entry.Line, FilingRules.NativeUndeclared, column: null, $"{message} {Declaration.Asked}", value.ToString());

    /// <summary>Short enough for a <c>sourceref</c>, whatever a bank lets people write.</summary>
    private static string Shown(string text) => text.Length <= LongestText
        ? text
        : string.Concat(text.AsSpan(0, LongestText - (char.IsHighSurrogate(text[LongestText - 1]) ? 1 : 0)), "…");

    /// <param name="Text">The part of a reference that the pattern describes.</param>
    private sealed record Matched(PaidUse Use, string Pattern, string Text, YearMonth Month, string? Bill);
}
