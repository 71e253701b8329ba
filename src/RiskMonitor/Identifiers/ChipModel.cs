namespace RiskMonitor.Identifiers;

/// <summary>
/// An accelerator card by its trade name, as <c>H100 SXM 80GB</c>; the policy knows its life and residual value.
/// </summary>
public sealed record ChipModel : IIdentifier<ChipModel>
{
    private const int MaxLength = 64;

    private ChipModel(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">Empty, longer than 64, not printable ASCII, or with outer or doubled
    /// spaces.</exception>
    public static ChipModel Of(string value) =>
        value.Length is > 0 and <= MaxLength && value.All(c => c is >= ' ' and <= '~') && value.Trim() == value
        && !value.Contains("  ", StringComparison.Ordinal)
            ? new ChipModel(value)
            : throw new FormatException($"A chip is 1 to {MaxLength} printable ASCII characters, spaces single.");

    public override string ToString() => Value;
}
