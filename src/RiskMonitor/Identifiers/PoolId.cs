namespace RiskMonitor.Identifiers;

/// <summary>Cards of one model in one building that are metered together.</summary>
public sealed record PoolId : IIdentifier<PoolId>
{
    private PoolId(string value) => Value = value;

    public string Value { get; }

    public static PoolId Of(string value) => new(Identifier.Check(value, "A pool id"));

    public override string ToString() => Value;
}
