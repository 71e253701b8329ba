namespace RiskMonitor.Identifiers;

/// <summary>
/// Unified Social Credit Code of the People's Republic of China, GB 32100-2015: 18 characters, of which the ninth to
/// the seventeenth are an organisation code of GB 11714 with a check digit of its own, and the last is the check digit
/// of the whole.
/// </summary>
public static class SocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;
    private const int OrganisationStart = 8;

    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Whether a text has the length and the characters of a code, right or wrong.</summary>
    public static bool Resembles(string text) =>
        text.Length == Length && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal));

    /// <summary>What is wrong with the code; null when nothing is.</summary>
    public static string? Fault(string code)
    {
        if (code.Length != Length)
        {
            return "It has 18 characters.";
        }

        if (!code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return "Its characters are digits and capital letters without I, O, S, V and Z.";
        }

        return code[^1] != CheckDigit(code) ? "Its last character is not its check digit."
            : code[^2] != OrganisationCheckDigit(code) ? "The organisation code in it fails its own check digit."
            : null;
    }

    private static char CheckDigit(string code)
    {
        var (sum, weight) = (0, 1);
        foreach (var c in code.AsSpan(0, Length - 1))
        {
            sum += Alphabet.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % Alphabet.Length;
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }

    private static char OrganisationCheckDigit(string code)
    {
        var sum = 0;
        for (var i = 0; i < OrganisationWeights.Length; i++)
        {
            var c = code[OrganisationStart + i];
            sum += (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * OrganisationWeights[i];
        }

        return (11 - (sum % 11)) switch
        {
            10 => 'X',
            11 => '0',
            var digit => (char)('0' + digit),
        };
    }
}
