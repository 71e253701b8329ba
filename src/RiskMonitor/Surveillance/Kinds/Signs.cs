using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Whether something holds of a day, or why nobody can tell; with the interval that was looked at.</summary>
internal readonly record struct Sign(bool? Holds, decimal Low, decimal High, Reason? Missing)
{
    private static readonly Reason Contested = Reason.Contested("undetermined-use");

    public bool Is => Holds == true;

    /// <summary>Why it is not known; null where it is.</summary>
    public Reason? Doubt => Holds is null ? Missing ?? Contested : null;

    public static Sign Not(Reason missing) => new(null, 0m, 0m, missing);

    /// <summary>Holds if all of the interval lies below the bound, and does not if none of it does.</summary>
    public static Sign Below(decimal low, decimal high, decimal bound) =>
        new(high < bound ? true : low >= bound ? false : null, low, high, null);

    /// <summary>Holds if all of the interval lies above the bound, and does not if none of it does.</summary>
    public static Sign Above(decimal low, decimal high, decimal bound) =>
        new(low > bound ? true : high <= bound ? false : null, low, high, null);
}

/// <summary>What a day's counters and meters say.</summary>
/// <param name="Unpowered">The active hours cannot have been run on the energy that was metered.</param>
/// <param name="BillUnpowered">The same of the hours billed without reservation.</param>
/// <param name="Flat">Hourly power of the week hardly moves.</param>
/// <param name="Tensor">Tensor pipes are as busy as only a burn keeps them.</param>
/// <param name="TokensOdd">Energy per output token lies outside of what any model needs.</param>
internal sealed record DaySigns(Sign Unpowered, Sign BillUnpowered, Sign Flat, Sign Tensor, Sign TokensOdd)
{
    /// <summary>The load looks made up: true; looks like work: false; null: <see cref="Doubt"/> says why not.</summary>
    public bool? Synthetic => TokensOdd.Holds == false || Flat.Holds == false ? false
        : Flat.Is && Tensor.Is ? true
        : null;

    public Reason? Doubt => Synthetic is not null ? null
        : Pools.Doubt.First(Flat.Doubt, Tensor.Doubt) ?? Reason.Contested("undetermined-use");
}
