using RiskMonitor.Surveillance.Claims;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance;

/// <summary>Every book there is, over one knowledge: what the engine is given wherever it runs.</summary>
public static class Books
{
    /// <summary>
    /// In the order in which they are told of facts: pools ask where liens lead, obligors follow pools.
    /// </summary>
    public static IReadOnlyList<IBook> All(Knowledge knowledge, PolicyBook policies)
    {
        var groups = new Groups(knowledge, policies);
        var claims = new ClaimBook(knowledge, policies, groups);
        var pools = new PoolBook(knowledge, policies, groups, claims.Reach);
        return
        [
            claims,
            pools,
            new ObligorBook(knowledge, policies, groups, pools),
        ];
    }
}
