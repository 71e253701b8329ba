using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>What one non-cancellable contract with an unrelated end user brings, in force at d.</summary>
/// <param name="Share">s_j, the part of the pool's capacity that it takes.</param>
/// <param name="Use">k_j, the use that it commits times used over paid hours; a band where hours are in doubt.</param>
/// <param name="Price">p_j a card-hour, value-added tax excluded.</param>
/// <param name="LastMonth">
/// It runs in months 1 to this one, counted in calendar months after that of d; 0: none.
/// </param>
/// <param name="PaidUse">
/// What a take-or-pay or reservation makes the user pay for, used or not. Only the value in credit counts it.
/// </param>
/// <exception cref="ArgumentException">A negative share, use, price or month.</exception>
public sealed record CommittedUse(
    Ratio Share, AssumptionBand Use, Money Price, int LastMonth, Ratio PaidUse = default)
{
    public Ratio Share { get; } = Require.Within(Share, 0m, 1m, nameof(Share));

    public AssumptionBand Use { get; } = Require.Within(Use, 0m, 1m, nameof(Use));

    public Money Price { get; } = Require.NotNegative(Price, nameof(Price));

    public int LastMonth { get; } = Require.NotNegative(LastMonth, nameof(LastMonth));

    public Ratio PaidUse { get; } = Require.Within(PaidUse, 0m, 1m, nameof(PaidUse));
}

/// <summary>Capacity that a vendor, lender or lessor pays for when nobody else does. No use, but credit.</summary>
/// <param name="Share">The part of the pool's capacity that it takes.</param>
/// <param name="Price">Its price a card-hour.</param>
/// <param name="LastMonth">As of <see cref="CommittedUse"/>. When it ends there is no user to follow on.</param>
public sealed record BackedCapacity(Ratio Share, Money Price, int LastMonth)
{
    public Ratio Share { get; } = Require.Within(Share, 0m, 1m, nameof(Share));

    public Money Price { get; } = Require.NotNegative(Price, nameof(Price));

    public int LastMonth { get; } = Require.NotNegative(LastMonth, nameof(LastMonth));
}
