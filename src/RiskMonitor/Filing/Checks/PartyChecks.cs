using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of a party is impossible on its face.</summary>
internal static class PartyChecks
{
    public static void Check(PartyRegistered party, Findings findings)
    {
        findings.Text(party.Name, "/data/name");
        for (var i = 0; i < party.Identifiers.Count; i++)
        {
            Check(party.Identifiers[i], i, findings);
        }
    }

    public static void Check(PartyRelationDeclared relation, Findings findings)
    {
        findings.Differ(relation.Party, relation.Related, "/data/related");
        findings.Share(relation.Share.ValueOrNull(), "/data/share");
    }

    public static void Check(PartyRelationEnded relation, Findings findings) =>
        findings.Differ(relation.Party, relation.Related, "/data/related");

    public static void Check(PartyDistressReported distress, Findings findings) =>
        findings.Text(distress.Reference, "/data/reference");

    private static void Check(PartyIdentifier identifier, int index, Findings findings)
    {
        var (rule, fault) = identifier.Scheme switch
        {
            IdentifierScheme.Uscc => (FilingRules.UsccCheckDigit, SocialCreditCode.Fault(identifier.Value)),
            IdentifierScheme.Lei => (FilingRules.LeiCheckDigits, LegalEntityIdentifier.Fault(identifier.Value)),
            _ => (FilingRules.TextMalformed, string.IsNullOrWhiteSpace(identifier.Value) ? "It is empty." : null),
        };
        if (fault is not null)
        {
            findings.Add(
                rule, $"{Pointer.To("/data/identifiers", index)}/value", identifier.Value, $"{rule.Text} {fault}");
        }
    }
}
