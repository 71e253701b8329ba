namespace RiskMonitor.Identifiers;

/// <summary>A loan, lease or other financing in the lender's numbering.</summary>
public sealed record FacilityId : IIdentifier<FacilityId>
{
    private FacilityId(string value) => Value = value;

    public string Value { get; }

    public static FacilityId Of(string value) => new(Identifier.Check(value, "A facility id"));

    public override string ToString() => Value;
}
