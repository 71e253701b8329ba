using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>How a claim stands to another one on the same card.</summary>
/// <remarks>
/// The rank decides where one is known. Without one, a title claim (finance lease, retention) is first; a floating
/// charge is a blanket; of mortgages, pledges and receivables the one that was registered before the other is first
/// and the later one junior, as priority goes by the instant of registration.
/// </remarks>
internal enum Seniority
{
    First,
    Junior,
    Blanket,
}

internal static class Seniorities
{
    public static Seniority Beside(this LienState claim, LienState other) =>
        claim.Alone() ?? (claim.RegisteredBefore(other) ? Seniority.First : Seniority.Junior);

    /// <summary>Null where it depends on the other one.</summary>
    public static Seniority? Alone(this LienState claim) => claim switch
    {
        { Rank: { } rank } => rank <= 1 ? Seniority.First : Seniority.Junior,
        { IsTitle: true } => Seniority.First,
        { Kind: LienKind.Floating } => Seniority.Blanket,
        _ => null,
    };
}
