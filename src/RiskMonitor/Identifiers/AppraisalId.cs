namespace RiskMonitor.Identifiers;

/// <summary>One appraisal report in the appraiser's numbering.</summary>
public sealed record AppraisalId : IIdentifier<AppraisalId>
{
    private AppraisalId(string value) => Value = value;

    public string Value { get; }

    public static AppraisalId Of(string value) => new(Identifier.Check(value, "An appraisal id"));

    public override string ToString() => Value;
}
