using RiskMonitor.Alerts;
using RiskMonitor.Analytics;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>A number, or the reason why there is none.</summary>
internal readonly record struct Known(decimal Value, Reason? Missing)
{
    public bool Is => Missing is null;

    public static Known Of(decimal value) => new(value, Missing: null);

    public static Known Not(Reason reason) => new(0m, reason);

    public static Known operator +(Known left, Known right) =>
        new(left.Value + right.Value, Doubt.First(left.Missing, right.Missing));
}

/// <summary>A number over the band of assumptions, or the reason why there is none.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value.</param>
internal readonly record struct Spread(decimal Low, decimal Central, decimal High, Reason? Missing)
{
    public bool Is => Missing is null;

    public static Spread Of(decimal value) => new(value, value, value, Missing: null);

    public static Spread Not(Reason reason) => new(0m, 0m, 0m, reason);

    public static Spread operator +(Spread left, Spread right) => new(
        left.Low + right.Low,
        left.Central + right.Central,
        left.High + right.High,
        Doubt.First(left.Missing, right.Missing));
}

internal static class Doubt
{
    public static readonly Reason Appraisal = Reason.Missing("appraisal");
    public static readonly Reason StaleAppraisal = Reason.Stale("appraisal");
    public static readonly Reason Bill = Reason.Missing("bill");
    public static readonly Reason Contract = Reason.Missing("contract");
    public static readonly Reason Payment = Reason.Missing("payment");
    public static readonly Reason Costs = Reason.Missing("costs");
    public static readonly Reason Price = Reason.Missing("price");
    public static readonly Reason Fx = Reason.Missing("fx");
    public static readonly Reason Utilization = Reason.Missing("utilization");
    public static readonly Reason PurchaseCost = Reason.Missing("purchase-cost");
    public static readonly Reason Chip = Reason.Missing("chip-policy");
    public static readonly Reason Rejected = Reason.RejectedInput();
    public static readonly Reason Young = Reason.InsufficientHistory();

    /// <summary>Of several reasons the first in the order of <see cref="Reason.Order"/>.</summary>
    public static Reason? First(Reason? left, Reason? right) =>
        left is null ? right
        : right is null ? left
        : Reason.Order.Compare(left, right) <= 0 ? left : right;

    /// <summary>Twelve significant digits, as everything that meets a threshold or a hash.</summary>
    public static decimal Rounded(decimal value) => Significant.Round12(value);
}
