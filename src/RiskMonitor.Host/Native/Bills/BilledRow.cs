using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Bills;

/// <summary>What rows of all vendors are asked.</summary>
internal static class BilledRow
{
    /// <summary>The declared use of a row; null where there is none, which the cells then say.</summary>
    /// <param name="named">Columns that name what was billed; the first that is filled is shown.</param>
    public static BilledUse? UseOf(
        NativeTableRow row, NativeCells cells, Declaration declaration, params ReadOnlySpan<string> named)
    {
        if (Pattern.UseOf(declaration, column => row[column]) is { } use)
        {
            return use;
        }

        string? shown = null;
        foreach (var column in named)
        {
            shown ??= cells.TextOrNull(column) is null ? null : column;
        }

        cells.Refuse(
            shown, FilingRules.NativeUndeclared, $"No use is declared that this row belongs to. {Declaration.Asked}");
        return null;
    }

    /// <summary>The names that may stand in a text, as <c>ecs.ebmgn8v.48xlarge</c> within a description.</summary>
    public static IEnumerable<string?> Words(string? text) =>
        (text ?? string.Empty).Split(' ', ',', '(', ')', '/', '|', ';', ':', '：', '，');
}
