namespace RiskMonitor.Filing;

/// <summary>Collects what is wrong with one line. Most lines never need the list.</summary>
internal sealed class Findings(int line)
{
    private List<FilingError>? errors;

    public int Count => errors?.Count ?? 0;

    public Sequence<FilingError> All => errors is null ? [] : [.. errors];

    public void Add(FilingRule rule, string? pointer, string? value = null, string? message = null) =>
        (errors ??= []).Add(FilingError.Of(line, rule, pointer, message ?? rule.Text, value));
}
