namespace RiskMonitor.Identifiers;

/// <summary>One series of prices or exchange rates of one publisher.</summary>
public sealed record SeriesId : IIdentifier<SeriesId>
{
    private SeriesId(string value) => Value = value;

    public string Value { get; }

    public static SeriesId Of(string value) => new(Identifier.Check(value, "A series id"));

    public override string ToString() => Value;
}
