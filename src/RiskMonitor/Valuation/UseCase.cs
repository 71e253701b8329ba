using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>What is known of one pool at the end of a valid day d, as far as V_use asks for it.</summary>
/// <param name="Cards">N, commissioned and not retired.</param>
/// <param name="Contracts">Non-cancellable, unrelated, in force at d. Their order does not matter.</param>
/// <param name="BackStops">Only the value in credit counts them.</param>
/// <param name="MerchantUse">u_m; a band where hours are undetermined.</param>
/// <param name="Price">p_0 a card-hour. Its currency is the pool's.</param>
/// <param name="Collected">q, paid over billed, at most 1.</param>
/// <param name="MonthlyCost">O.</param>
/// <param name="PurchaseCost">Of all cards, undepreciated.</param>
/// <param name="AgeMonths">Whole months from first commissioning to d.</param>
/// <exception cref="ArgumentException">A value out of its range, or money in more than one currency.</exception>
public sealed record UseCase(
    int Cards,
    Sequence<CommittedUse> Contracts,
    Sequence<BackedCapacity> BackStops,
    AssumptionBand MerchantUse,
    Money Price,
    Ratio Collected,
    Money MonthlyCost,
    Money PurchaseCost,
    int AgeMonths,
    ResidualCurve Residual)
{
    public int Cards { get; } = Require.NotNegative(Cards, nameof(Cards));

    public Sequence<CommittedUse> Contracts { get; } =
        Contracts.All(contract => contract.Price.Currency == Price.Currency)
            ? Contracts
            : throw new ArgumentException($"A contract is not priced in {Price.Currency}.", nameof(Contracts));

    public Sequence<BackedCapacity> BackStops { get; } =
        BackStops.All(backStop => backStop.Price.Currency == Price.Currency)
            ? BackStops
            : throw new ArgumentException($"A back-stop is not priced in {Price.Currency}.", nameof(BackStops));

    public AssumptionBand MerchantUse { get; } = Require.Within(MerchantUse, 0m, 1m, nameof(MerchantUse));

    public Money Price { get; } = Require.NotNegative(Price, nameof(Price));

    public Ratio Collected { get; } = Require.Within(Collected, 0m, 1m, nameof(Collected));

    public Money MonthlyCost { get; } = Require.In(MonthlyCost, Price.Currency);

    public Money PurchaseCost { get; } =
        Require.In(Require.NotNegative(PurchaseCost, nameof(PurchaseCost)), Price.Currency, nameof(PurchaseCost));

    public int AgeMonths { get; } = Require.NotNegative(AgeMonths, nameof(AgeMonths));

    /// <summary>Money of the pool's currency, rounded as everything that comes out of the numeric path.</summary>
    internal Money Rounded(double amount) => new(Ratio.Quantize(amount).Value, Price.Currency);
}
