namespace RiskMonitor.Identifiers;

/// <summary>A contract under which compute, or something that a pool needs, is bought.</summary>
public sealed record ContractId : IIdentifier<ContractId>
{
    private ContractId(string value) => Value = value;

    public string Value { get; }

    public static ContractId Of(string value) => new(Identifier.Check(value, "A contract id"));

    public override string ToString() => Value;
}
