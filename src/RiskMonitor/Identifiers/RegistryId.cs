namespace RiskMonitor.Identifiers;

/// <summary>A register of liens, as the unified movable-property register.</summary>
public sealed record RegistryId : IIdentifier<RegistryId>
{
    private RegistryId(string value) => Value = value;

    public string Value { get; }

    public static RegistryId Of(string value) => new(Identifier.Check(value, "A registry id"));

    public override string ToString() => Value;
}
