namespace RiskMonitor.Identifiers;

/// <summary>
/// Legal Entity Identifier, ISO 17442: 18 letters and digits, then two check digits by which the whole, read as a
/// number with A as 10 and Z as 35, leaves 1 when divided by 97 (ISO/IEC 7064, MOD 97-10).
/// </summary>
public static class LegalEntityIdentifier
{
    private const int Length = 20;

    /// <summary>What is wrong with the identifier; null when nothing is.</summary>
    public static string? Fault(string identifier)
    {
        if (identifier.Length != Length)
        {
            return "It has 20 characters.";
        }

        if (!identifier.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))
            || !identifier[^2..].All(char.IsAsciiDigit))
        {
            return "It is 18 digits and capital letters, then two digits.";
        }

        var rest = 0;
        foreach (var c in identifier)
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return rest == 1 ? null : "Its check digits do not fit.";
    }
}
