namespace RiskMonitor.Identifiers;

/// <summary>Pseudonym of a person at an authority. The table that names them is outside the log.</summary>
public sealed record OfficerId : IIdentifier<OfficerId>
{
    private OfficerId(string value) => Value = value;

    public string Value { get; }

    public static OfficerId Of(string value) => new(Identifier.Check(value, "An officer's pseudonym"));

    public override string ToString() => Value;
}
