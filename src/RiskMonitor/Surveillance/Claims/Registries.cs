using RiskMonitor.Parties;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// Which sources speak for a register of liens: those of a registered party that has the role of a registry.
/// </summary>
internal sealed class Registries
{
    private readonly Dictionary<string, int> sources = new(StringComparer.Ordinal);

    public bool Speaks(FiledId id) => sources.ContainsKey(id.Source);

    /// <summary>The sources whose word weighs otherwise than before.</summary>
    public IReadOnlyCollection<string> Notice(FactChange change)
    {
        var before = SourcesOf(change.Before?.Data as PartyRegistered);
        var after = SourcesOf(change.After?.Data as PartyRegistered);
        foreach (var source in before)
        {
            if (--sources[source] == 0)
            {
                sources.Remove(source);
            }
        }

        foreach (var source in after)
        {
            sources[source] = sources.GetValueOrDefault(source) + 1;
        }

        before.SymmetricExceptWith(after);
        return before;
    }

    private static SortedSet<string> SourcesOf(PartyRegistered? party)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (party?.Roles.Contains(PartyRole.Registry) == true)
        {
            names.Add($"urn:local:{party.Party}");
            names.Add($"urn:{party.Party}"); // a party may be named by its public number, as uscc:…
            foreach (var identifier in party.Identifiers)
            {
                names.Add($"urn:{Scheme(identifier.Scheme)}:{identifier.Value}");
            }
        }

        return names;
    }

    private static string Scheme(IdentifierScheme scheme) => scheme switch
    {
        IdentifierScheme.Uscc => "uscc",
        IdentifierScheme.Lei => "lei",
        _ => "local",
    };
}
