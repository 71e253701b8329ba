namespace RiskMonitor.Parties;

/// <summary>A public or local number of a party.</summary>
/// <param name="Value">As issued; USCC and LEI carry check digits, which filing verifies.</param>
public sealed record PartyIdentifier(IdentifierScheme Scheme, string Value);

public enum IdentifierScheme
{
    /// <summary>Unified Social Credit Code, GB 32100-2015.</summary>
    Uscc,

    /// <summary>Legal Entity Identifier, ISO 17442.</summary>
    Lei,

    Local,
}
