namespace RiskMonitor.Identifiers;

/// <summary>
/// A firm, bank or public body in the reporters' numbering, as <c>uscc:91110000802100433B</c> or <c>lender-a</c>.
/// </summary>
public sealed record PartyId : IIdentifier<PartyId>
{
    private PartyId(string value) => Value = value;

    public string Value { get; }

    public static PartyId Of(string value) => new(Identifier.Check(value, "A party id"));

    public override string ToString() => Value;
}
