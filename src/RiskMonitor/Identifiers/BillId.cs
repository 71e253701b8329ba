namespace RiskMonitor.Identifiers;

/// <summary>One invoice in the issuer's numbering.</summary>
public sealed record BillId : IIdentifier<BillId>
{
    private BillId(string value) => Value = value;

    public string Value { get; }

    public static BillId Of(string value) => new(Identifier.Check(value, "A bill id"));

    public override string ToString() => Value;
}
