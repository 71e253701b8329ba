namespace RiskMonitor.Identifiers;

/// <summary>One building in which cards stand.</summary>
public sealed record SiteId : IIdentifier<SiteId>
{
    private SiteId(string value) => Value = value;

    public string Value { get; }

    public static SiteId Of(string value) => new(Identifier.Check(value, "A site id"));

    public override string ToString() => Value;
}
