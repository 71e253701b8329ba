namespace RiskMonitor.Filing;

/// <summary>One reason for which one line was not taken in.</summary>
/// <param name="Line">Counted from 1: the line of the file, or the element of a batch.</param>
/// <param name="Pointer">RFC 6901, from the whole event, as <c>/data/schedule/3/due</c>; null for a whole line.</param>
/// <param name="Column">Name of the column, where the line came from a table.</param>
/// <param name="Rule">Id of the <see cref="FilingRule"/>.</param>
/// <param name="Value">What stood there, shortened; null where nothing did.</param>
public sealed record FilingError(
    int Line, string? Pointer, string? Column, string Rule, string Code, string Message, string? Value)
{
    private const int LongestValue = 40;

    /// <param name="value">The whole of what stood there.</param>
    public static FilingError Of(int line, FilingRule rule, string? pointer, string message, string? value) =>
        new(line, pointer, Column: null, rule.Id, rule.Code, message, value is null ? null : Shorten(value));

    public override string ToString() =>
        $"line {Line}{(Column is null ? "" : $", column {Column}")}: {Rule} {Code}"
        + $"{(Pointer is null ? "" : $" at {(Pointer.Length == 0 ? "the whole event" : Pointer)}")}: {Message}"
        + (Value is null ? "" : $" ({Value})");

    /// <summary>At most 40 characters, no half of a pair, nothing that a terminal would act upon.</summary>
    private static string Shorten(string value)
    {
        var cut = value.Length <= LongestValue ? value.Length : LongestValue - 1;
        if (cut < value.Length && char.IsHighSurrogate(value[cut - 1]))
        {
            cut--;
        }

        var shown = string.Create(cut, value, (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(text[i]) ? '\uFFFD' : text[i];
            }
        });
        return cut < value.Length ? shown + "…" : shown;
    }
}
