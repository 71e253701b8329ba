using System.Security.Claims;

namespace RiskMonitor.Host.Access;

/// <summary>
/// Who makes a request, and what of the world is theirs to see. Endpoints ask for this, never for claims.
/// </summary>
/// <param name="Subject">Pseudonym of the person or system.</param>
/// <param name="Everywhere">No jurisdiction is out of scope.</param>
/// <param name="Entity">The party that a platform or reporter speaks for.</param>
/// <param name="Source">The source whose facts the caller may file.</param>
public sealed record Caller(
    OfficerId Subject,
    IReadOnlySet<string> Roles,
    IReadOnlyList<Jurisdiction> Jurisdictions,
    bool Everywhere,
    PartyId? Entity,
    string? Source)
{
    public static readonly string RolesClaim = "roles";
    public static readonly string JurisdictionsClaim = "jur";
    public static readonly string EntityClaim = "entity";
    public static readonly string SourceClaim = "source";

    /// <summary>A platform sees only what it is a party to; everybody else sees whole jurisdictions.</summary>
    public bool OwnOnly => !Roles.Contains(Role.Regulator) && !Roles.Contains(Role.Auditor)
        && !Roles.Contains(Role.Supervisor);

    public bool MayOversee => Roles.Contains(Role.Supervisor);

    /// <summary>Whether a row of this jurisdiction and these parties is in the caller's scope.</summary>
    public bool Sees(Jurisdiction jurisdiction, IEnumerable<PartyId> parties) =>
        (Everywhere || Jurisdictions.Any(own => own.Covers(jurisdiction)))
        && (!OwnOnly || (Entity is { } entity && parties.Contains(entity)));

    /// <summary>A finding that belongs to no place yet is shown to who sees all of them.</summary>
    public bool SeesFinding(Jurisdiction? jurisdiction, IEnumerable<PartyId> parties) =>
        jurisdiction is null ? Everywhere && !OwnOnly : Sees(jurisdiction, parties);

    /// <summary>Null when the token does not say who it is for, or names something that cannot be read.</summary>
    public static Caller? From(ClaimsPrincipal principal)
    {
        try
        {
            if (principal.FindFirstValue("sub") is not { Length: > 0 } subject)
            {
                return null;
            }

            var places = principal.FindAll(JurisdictionsClaim).Select(claim => claim.Value).ToList();
            return new Caller(
                OfficerId.Of(subject),
                principal.FindAll(RolesClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal),
                [.. places.Where(place => place != "*").Select(Jurisdiction.Of)],
                places.Contains("*"),
                principal.FindFirstValue(EntityClaim) is { } entity ? PartyId.Of(entity) : null,
                principal.FindFirstValue(SourceClaim));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
