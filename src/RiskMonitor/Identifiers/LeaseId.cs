namespace RiskMonitor.Identifiers;

/// <summary>A lease of a pool, or a sub-lease of one.</summary>
public sealed record LeaseId : IIdentifier<LeaseId>
{
    private LeaseId(string value) => Value = value;

    public string Value { get; }

    public static LeaseId Of(string value) => new(Identifier.Check(value, "A lease id"));

    public override string ToString() => Value;
}
