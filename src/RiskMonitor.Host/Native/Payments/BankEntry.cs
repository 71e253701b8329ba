using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.Payments;

/// <summary>One movement of an account, as the bank says it.</summary>
/// <param name="Line">Line of the file, counted from 1.</param>
/// <param name="Account">The account: number or IBAN, and the name of its owner where it is there.</param>
/// <param name="IsCredit">Whether money came in.</param>
/// <param name="IsReversal">Whether it undoes an earlier movement the other way.</param>
/// <param name="Amount">Not negative.</param>
/// <param name="ValueDate">Day on which the money counts, which is often not the day of booking.</param>
/// <param name="Other">Who stands on the other side.</param>
/// <param name="References">Every text that may say what it is for, with the place where it stood.</param>
/// <param name="BankReference">The bank's own reference.</param>
/// <param name="Identity">What tells it from every other movement of the account, in any file.</param>
internal sealed record BankEntry(
    int Line,
    Holder Account,
    bool IsCredit,
    bool IsReversal,
    Money Amount,
    LocalDate ValueDate,
    Holder Other,
    IReadOnlyList<(string Place, string Text)> References,
    string BankReference,
    IReadOnlyList<string> Identity);

/// <summary>Somebody who holds an account, by what the bank says of them; null where it does not.</summary>
internal sealed record Holder(string? Account, string? Name)
{
    /// <summary>The party that this is by the declaration: by the account, or else by the name.</summary>
    public PartyId? Party(Declaration declaration) => Known(declaration, Account) ?? Known(declaration, Name);

    public override string ToString() => Account ?? Name ?? "nobody";

    private static PartyId? Known(Declaration declaration, string? key) =>
        key is not null && declaration.Parties?.TryGetValue(key, out var party) == true ? party : null;
}
