using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>Lender and registry filed one lien and say different things of it; the registry's word is used.</summary>
/// <param name="Lien">As <c>zhongdeng:0001</c>.</param>
/// <param name="Member">registeredAt, objects or rank.</param>
/// <param name="Registry">By the registry, in words; serials are only counted, never shown.</param>
public sealed record LienDifference(string Lien, string Member, string Registry, string Lender);

internal static class LienDifferences
{
    public static IEnumerable<LienDifference> Of(string lien, LienHistory? history)
    {
        if (history is not { Registry: { } registry, Lender: { } lender })
        {
            yield break;
        }

        if (registry.Terms.RegisteredAt != lender.Terms.RegisteredAt)
        {
            yield return new LienDifference(
                lien, "registeredAt", $"{registry.Terms.RegisteredAt}", $"{lender.Terms.RegisteredAt}");
        }

        if (!AreEqual(registry.Objects, lender.Objects))
        {
            yield return new LienDifference(lien, "objects", InWords(registry.Objects), InWords(lender.Objects));
        }

        if (registry.Terms.Rank is { IsKnown: true } rank && lender.Terms.Rank.IsKnown && rank != lender.Terms.Rank)
        {
            yield return new LienDifference(lien, "rank", $"{rank}", $"{lender.Terms.Rank}");
        }
    }

    /// <summary>In whatever order the serials were listed.</summary>
    private static bool AreEqual(LienObjects one, LienObjects other) =>
        one.Units == other.Units && one.Claim == other.Claim
        && new HashSet<SerialCommitment>(one.Serials ?? []).SetEquals(other.Serials ?? []);

    private static string InWords(LienObjects objects) => objects switch
    {
        { Serials: { } serials } => $"{Number(serials.Count)} serials",
        { Units: { } units } => $"{Number(units.Cards)} cards {units.Chip} at {units.Site}",
        { Claim.Lease: { } lease } => $"lease {lease}",
        { Claim.Receivable: { } contract } => $"receivables of {contract}",
        _ => "nothing",
    };

    private static string Number(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
