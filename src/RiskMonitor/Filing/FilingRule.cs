namespace RiskMonitor.Filing;

/// <summary>One reason for which a filed line is refused. Id and code are public API and never change.</summary>
/// <param name="Id">As <c>SYN-007</c>: SYN the form of JSON and of the dialect, ENV the envelope, REF what must
/// agree with the filing's surroundings, VAL values that are impossible on their face,
/// MAP a table that its mapping does not fit, NAT a file in its vendor's own form.</param>
/// <param name="Code">The same in words, for machines.</param>
/// <param name="Text">What is asked of the reporter.</param>
public sealed record FilingRule(string Id, string Code, string Text);
