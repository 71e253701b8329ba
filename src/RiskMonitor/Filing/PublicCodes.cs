using System.Text;
using RiskMonitor.Units;

namespace RiskMonitor.Filing;

/// <summary>
/// Codes that the public issues: currencies, and the numbers of firms where a party is named by one. A fact that names
/// money or a firm that does not exist would be counted nowhere, so it is refused, whichever member names it.
/// </summary>
internal static class PublicCodes
{
    private const string Uscc = "uscc:";
    private const string Lei = "lei:";
    private const int CurrencyLength = 3;
    private const int UsccLength = 18;
    private const int LongestPrefix = 5;

    /// <summary>The rule that a value breaks and why; null where it breaks none.</summary>
    public static (FilingRule Rule, string Message)? Broken(object? value) => value switch
    {
        Currency currency => Complaint(FilingRules.CurrencyUnknown, CurrencyCodes.Fault(currency.Value)),
        PartyId party => Broken(party.Value),
        _ => null,
    };

    /// <summary>
    /// Whether a text may be a code that does not exist. Text that only looks like one is for the slower reading to
    /// tell, which knows what its member is.
    /// </summary>
    public static bool MayBreak(ReadOnlySpan<byte> text)
    {
        if (text.Length == CurrencyLength)
        {
            Span<char> code = stackalloc char[CurrencyLength];
            Encoding.ASCII.GetChars(text, code);
            return !code.ContainsAnyExceptInRange('A', 'Z') && !CurrencyCodes.IsListed(code);
        }

        return (text.Length == UsccLength || text.StartsWith("uscc:"u8) || text.StartsWith("lei:"u8))
            && Broken(Encoding.UTF8.GetString(text)) is not null;
    }

    /// <summary>As <see cref="MayBreak(ReadOnlySpan{byte})"/>, for text that had to be unescaped.</summary>
    public static bool MayBreak(string text) =>
        text.Length <= UsccLength + LongestPrefix && MayBreak(Encoding.UTF8.GetBytes(text));

    /// <summary>A party id that claims to be a public number, or has the very form of one, is one.</summary>
    private static (FilingRule Rule, string Message)? Broken(string party) =>
        party.StartsWith(Uscc, StringComparison.Ordinal)
            ? Complaint(FilingRules.UsccCheckDigit, SocialCreditCode.Fault(party[Uscc.Length..]))
        : party.StartsWith(Lei, StringComparison.Ordinal)
            ? Complaint(FilingRules.LeiCheckDigits, LegalEntityIdentifier.Fault(party[Lei.Length..]))
        : SocialCreditCode.Resembles(party)
            ? Complaint(FilingRules.UsccCheckDigit, SocialCreditCode.Fault(party))
        : null;

    private static (FilingRule Rule, string Message)? Complaint(FilingRule rule, string? fault) =>
        fault is null ? null : (rule, $"{rule.Text} {fault}");
}
