using System.Text.Json;
using NodaTime;
using RiskMonitor.Units;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>Values without members: numbers, texts, names, dates.</summary>
internal static class Leaf
{
    public static void Check(JsonElement element, Type type, string pointer, Findings findings)
    {
        var raw = element.GetRawText();
        if (type == typeof(int) || type == typeof(long))
        {
            Integer(element, type, pointer, findings);
        }
        else if (type == typeof(bool))
        {
            if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                findings.Add(FilingRules.WrongKind, pointer, raw, "true or false belongs here.");
            }
        }
        else if (element.ValueKind == JsonValueKind.Number)
        {
            findings.Add(IsDecimal(type) ? FilingRules.NumberNotString : FilingRules.WrongKind, pointer, raw);
        }
        else if (element.ValueKind != JsonValueKind.String)
        {
            findings.Add(FilingRules.WrongKind, pointer, raw, "A string belongs here.");
        }
        else if (Text(element, pointer, findings) is { } text && type != typeof(string))
        {
            Parsed(element, text, type, pointer, findings);
        }
    }

    /// <summary>The text, or null where it cannot be text: half a pair, or a NUL in it.</summary>
    public static string? Text(JsonElement element, string pointer, Findings findings)
    {
        try
        {
            var text = element.GetString()!;
            if (!text.Contains('\0', StringComparison.Ordinal))
            {
                return text;
            }

            findings.Add(FilingRules.NulCharacter, pointer, text);
        }
        catch (InvalidOperationException)
        {
            findings.Add(FilingRules.LoneSurrogate, pointer, element.GetRawText());
        }

        return null;
    }

    private static void Integer(JsonElement element, Type type, string pointer, Findings findings)
    {
        var fits = element.ValueKind == JsonValueKind.Number
            && (type == typeof(int) ? element.TryGetInt32(out _) : element.TryGetInt64(out _));
        if (!fits)
        {
            findings.Add(
                element.ValueKind == JsonValueKind.Number ? FilingRules.IntegerMalformed : FilingRules.WrongKind,
                pointer,
                element.GetRawText(),
                "A JSON integer belongs here.");
        }
    }

    private static void Parsed(JsonElement element, string text, Type type, string pointer, Findings findings)
    {
        try
        {
            var value = element.Deserialize(type, Json.Options);
            if (Bounds.Broken(value) is { } beyond)
            {
                findings.Add(beyond, pointer, text);
            }
            else if (PublicCodes.Broken(value) is { } code)
            {
                findings.Add(code.Rule, pointer, text, code.Message);
            }
        }
        catch (Exception broken) when (Unreadable.Is(broken))
        {
            var (rule, message) = Complaint(type, broken);
            findings.Add(rule, pointer, text, message);
        }
    }

    private static (FilingRule Rule, string Message) Complaint(Type type, Exception broken) => type switch
    {
        _ when IsDecimal(type) => (FilingRules.DecimalNotCanonical, FilingRules.DecimalNotCanonical.Text),
        { IsEnum: true } => (FilingRules.ValueNotListed, $"One of: {string.Join(", ", Names(type))}."),
        _ when IsIdentifier(type) => (FilingRules.IdentifierMalformed, (broken.InnerException ?? broken).Message),
        _ when type == typeof(LocalDate) => (FilingRules.DateMalformed, "A date is written as 2026-01-31."),
        _ when type == typeof(Instant) =>
            (FilingRules.DateMalformed, "An instant is written as 2026-01-31T16:00:00Z, in UTC."),
        _ when type == typeof(YearMonth) => (FilingRules.DateMalformed, "A month is written as 2026-01."),
        _ when type == typeof(Duration) =>
            (FilingRules.DateMalformed, "A duration is written as 1:00:00 (hours, minutes, seconds)."),
        _ => (FilingRules.ValueMalformed, FilingRules.ValueMalformed.Text),
    };

    private static IEnumerable<string> Names(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    private static bool IsDecimal(Type type) =>
        type == typeof(decimal) || type == typeof(Figure) || Implements(type, typeof(IQuantity<>));

    private static bool IsIdentifier(Type type) => Implements(type, typeof(IIdentifier<>));

    private static bool Implements(Type type, Type definition) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == definition);
}
