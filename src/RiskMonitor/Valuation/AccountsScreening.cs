using RiskMonitor.Analytics;
using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>Screening (tier T0) of a borrower from public accounts alone (specs/indicators.md, 2, T0 form).</summary>
/// <remarks>
/// V_use = Σ_{j=1..4n} E_4·(1−g)^(j/4)/(1+r)^(j/4)/4, E_4 = 4 × the quarter's adjusted EBITDA. It knows neither
/// backlog beyond the band nor assets under construction. Its bands are fixed: prices of a long backlog hold, while
/// the rental index of 2023 to 2025 fell faster than 0.25; the effective rates of the notes, DDTL 2.0 and the term
/// loan; the economic life, the life cut by peers, the company's own.
/// </remarks>
public static class AccountsScreening
{
    public static readonly AssumptionBand PriceDecay = new(new(0m), new(0.15m), new(0.25m));
    public static readonly AssumptionBand DiscountRate = new(new(0.10m), new(0.11m), new(0.12m));
    public static readonly LifeBand EconomicLife = new(48, 60, 72);

    private const int PerYear = 4;
    private const int MonthsPerQuarter = 3;

    private static readonly AnnuityTable[] Tables =
    [
        .. from decay in Enum.GetValues<End>()
           from rate in Enum.GetValues<End>()
           select Table(PriceDecay.Numbers[decay], DiscountRate.Numbers[rate]),
    ];

    /// <param name="adjustedEbitda">Of the quarter.</param>
    /// <param name="netDebt">Net carrying debt at the quarter's end.</param>
    /// <param name="bound">The leverage that is judged, 1 for the first limb of LEV-DETACH.</param>
    public static ScreeningResult Screen(Money adjustedEbitda, Money netDebt, Ratio bound)
    {
        var banded = new Earnings((double)adjustedEbitda.Amount);
        var (low, high) = Banded.Extremes(banded);
        var value = new ValueInUse(Rounded(low), Rounded(banded.ValueAt(Corner.Central)), Rounded(high));
        return new(
            value,
            value.LoanToValue(netDebt),
            value.Settle(Reaches),
            Banded.Contested(banded, amount => Reaches(Rounded(amount))),
            Flip.Nearest(g => Owes(banded, g), PriceDecay.Numbers.Central, -1, 1, steps: 1) is { } flip
                ? Ratio.Quantize(flip)
                : null);

        bool Reaches(Money inUse) => netDebt.Amount > 0m && netDebt >= inUse * bound;

        bool Owes(Earnings earnings, double decay)
        {
            var inUse = earnings.Value(Table(decay, DiscountRate.Numbers.Central), Quarters(End.Central));
            return netDebt.Amount > 0m && (double)netDebt.Amount >= inUse * (double)bound.Value;
        }

        Money Rounded(double amount) => new(Ratio.Quantize(amount).Value, adjustedEbitda.Currency);
    }

    private static AnnuityTable Table(double decay, double rate) => new(
        PowerTable.Decay(decay, PerYear, Quarters(End.High)),
        PowerTable.Discount(rate, PerYear, Quarters(End.High)));

    private static int Quarters(End life) => life switch
    {
        End.Low => EconomicLife.Low,
        End.Central => EconomicLife.Central,
        _ => EconomicLife.High,
    } / MonthsPerQuarter;

    private sealed class Earnings(double quarter) : IBanded
    {
        public bool Moves(Assumption assumption) =>
            assumption is Assumption.PriceDecay or Assumption.DiscountRate or Assumption.EconomicLife;

        public double ValueAt(Corner corner) => Value(
            Tables[(3 * (int)corner[Assumption.PriceDecay]) + (int)corner[Assumption.DiscountRate]],
            Quarters(corner[Assumption.EconomicLife]));

        /// <summary>E_4 / 4 is the quarter itself.</summary>
        public double Value(AnnuityTable table, int quarters) => quarter * table.Decaying(0, quarters);
    }
}

/// <summary>Screening: it may raise a question and settles none.</summary>
/// <param name="Reaches">Whether leverage is at the bound or above over the whole band; null where contested.</param>
/// <param name="Contested">The assumption on whose account it is; null where the band agrees.</param>
/// <param name="FlipPriceDecay">
/// g, others central, at which leverage is the bound: −1 to 1, negative where prices would have to rise.
/// </param>
public sealed record ScreeningResult(
    ValueInUse Value, LeverageBand LoanToValue, bool? Reaches, Assumption? Contested, Ratio? FlipPriceDecay);
