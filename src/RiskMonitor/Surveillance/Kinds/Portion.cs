using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Billed hours of one contract in one month that were paid alike, or not paid.</summary>
/// <param name="IsReserved">Take-or-pay or reservation; null while nobody has filed the contract.</param>
/// <param name="Why">Why it is open or unpaid.</param>
internal sealed record Portion(
    string Contract, bool? IsReserved, Settlement Settlement, decimal Hours, Reason? Why, string Because)
{
    /// <summary>
    /// In which order active hours are given to portions: commercial ones first, among them those that are not
    /// reserved (specs/indicators.md, 3), then what may be commercial, then the rest; returned ones last.
    /// </summary>
    public int Turn => Settlement switch
    {
        Settlement.Kept => IsReserved == true ? 2 : 0,
        Settlement.Open => IsReserved == true ? 3 : 1,
        Settlement.BackStop => 4,
        Settlement.Related => 5,
        Settlement.Internal => 6,
        _ => IsReserved == true ? 8 : 7,
    };
}

internal enum Settlement
{
    /// <summary>Paid by an end user outside of the group, and the money did not come back.</summary>
    Kept,

    /// <summary>Not known yet, or not paid.</summary>
    Open,
    BackStop,
    Related,
    Internal,
    Returned,
}
