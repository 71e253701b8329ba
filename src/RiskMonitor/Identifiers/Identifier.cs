using System.Buffers;

namespace RiskMonitor.Identifiers;

/// <summary>The one rule for ids that reporters choose, because ids become part of stream keys and addresses.</summary>
public static class Identifier
{
    private const int MaxLength = 96;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether a text keeps the rule.</summary>
    public static bool Is(string value) =>
        value.Length is > 0 and <= MaxLength && !value.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>1 to 96 of: letters and digits of ASCII, dot, underscore, colon, hyphen.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static string Check(string value, string what)
    {
        if (!Is(value))
        {
            throw new FormatException(
                $"{what} is 1 to {MaxLength} ASCII letters, digits, '.', '_', ':' or '-'.");
        }

        return value;
    }
}
