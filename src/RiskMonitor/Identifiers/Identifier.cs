namespace RiskMonitor.Identifiers;

/// <summary>The one rule for ids that reporters choose, because ids become part of stream keys and addresses.</summary>
public static class Identifier
{
    private const int MaxLength = 96;

    /// <summary>1 to 96 of: letters and digits of ASCII, dot, underscore, colon, hyphen.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static string Check(string value, string what)
    {
        if (value.Length is 0 or > MaxLength || !value.All(IsAllowed))
        {
            throw new FormatException(
                $"{what} is 1 to {MaxLength} ASCII letters, digits, '.', '_', ':' or '-'.");
        }

        return value;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-';
}
