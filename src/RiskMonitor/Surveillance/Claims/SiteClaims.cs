using NodaTime;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>First-rank and title claims on one chip at one site at the end of one day.</summary>
/// <param name="Counted">In cards, each once per secured party.</param>
/// <param name="Claims">The liens that were looked at, in the order of their registration.</param>
/// <param name="Pools">Pools whose cards they lie on.</param>
internal sealed record SiteClaims(long Counted, IReadOnlyList<Cover> Claims, IReadOnlyList<PoolNode> Pools);

/// <summary>What one lien, or several under one agreement, claim at the site.</summary>
internal sealed class SiteClaim(Cover cover, string securedParty)
{
    public List<Cover> Covers { get; } = [cover];

    /// <summary>One secured party, or the creditors of one agreement, who count as one.</summary>
    public string SecuredParty { get; } = securedParty;

    public PartyId Grantor => Covers[0].State.Grantor;

    public LocalDate Since { get; set; } = LocalDate.MaxIsoValue;

    public Dictionary<SerialCommitment, CoveredCard> Cards { get; } = [];

    /// <summary>Cards without serials.</summary>
    public long Units { get; set; }
}
