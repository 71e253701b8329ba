using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>
/// What the use of a pool is worth: an interval over the bands of the assumptions, with a central value.
/// </summary>
/// <remarks>
/// The ends are the least and the greatest value over all combinations of the low and high ends of the bands,
/// undetermined use taken against the pool at the low end and for it at the high one. V_use is not monotone in the
/// discount rate nor in economic life, so the central value can lie outside of them; a verdict over the band asks
/// all three.
/// </remarks>
/// <param name="Low">The adverse end.</param>
/// <param name="High">The favourable end.</param>
public sealed record ValueInUse(Money Low, Money Central, Money High)
{
    /// <summary>Debt over value at each end; +∞ where there is debt and no value.</summary>
    public LeverageBand LoanToValue(Money debt) =>
        new(Leverage.Of(debt, High), Leverage.Of(debt, Central), Leverage.Of(debt, Low));

    /// <summary>What holds of the whole band; null where the band does not agree and the result is contested.</summary>
    /// <param name="holds">Asked of a value; changes at most once as the value grows.</param>
    public bool? Settle(Func<Money, bool> holds)
    {
        var central = holds(Central);
        return holds(Low) == central && holds(High) == central ? central : null;
    }
}
