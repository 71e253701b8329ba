using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Every quantity of one pool at the end of one day (specs/indicators.md, 1 to 3), in pool currency.</summary>
internal sealed class PoolFigures
{
    public required PoolState Pool { get; init; }

    public required LocalDate Day { get; init; }

    public required PolicyInForce Policy { get; init; }

    public required int Cards { get; init; }

    public required UseWindow Window { get; init; }

    public required UseWindow LongWindow { get; init; }

    /// <summary>What each facility and each recharacterised prepayment has at stake.</summary>
    public required IReadOnlyList<Slice> Slices { get; init; }

    public required Known Debt { get; init; }

    public required Known Appraised { get; init; }

    public required Known Book { get; init; }

    public required Known Price { get; init; }

    public required Trailing Trailing { get; init; }

    public required Spread MerchantUse { get; init; }

    public required Known CashFlow { get; init; }

    public required Known OperatingCost { get; init; }

    public required Known Collected { get; init; }

    public required Known DebtService { get; init; }

    public required Known Interest { get; init; }

    public required Spread InUse { get; init; }

    public required Spread InCredit { get; init; }

    public required Spread InDisposal { get; init; }

    /// <summary>Null where V_use is not known.</summary>
    public UseCase? Case { get; init; }

    public UseValuation? Valuation { get; init; }

    /// <summary>Over its creditors; split once, though facilities, borrowers and groups all sum them.</summary>
    public Sequence<ExposureLeaf> Leaves => field ??= Pools.Leaves.Of(this);

    public Currency Currency => Pool.Currency;

    public Money Money(decimal amount) => new(amount, Currency);
}

/// <summary>One creditor's part of a pool's debt, in pool currency and minor units.</summary>
/// <param name="Loan">Null for a recharacterised prepayment, which no facility is.</param>
/// <param name="Missing">Why the amount is not sure: no rate, or no appraisal to split the facility by.</param>
internal sealed record Slice(Loan? Loan, PartyId Lender, PartyId Borrower, decimal Debt, Reason? Missing);

/// <summary>Hours of a window of days that ends with the day.</summary>
internal readonly record struct UseWindow(
    Known Installed, Known Allocated, Known Active, Known Billed, Known Paid, Known ReservedIdle, Known BackStopped,
    Spread Commercial, bool IsRampUp)
{
    /// <summary>
    /// x / H. Not applicable, so neither known nor missing for a reason, where nothing was installed.
    /// </summary>
    public Spread? Share(Known hours) => Share(new Spread(hours.Value, hours.Value, hours.Value, hours.Missing));

    public Spread? Share(Spread hours)
    {
        if (Doubt.First(hours.Missing, Installed.Missing) is { } missing)
        {
            return Spread.Not(missing);
        }

        return Installed.Value <= 0m ? null : new Spread(
            Doubt.Rounded(hours.Low / Installed.Value),
            Doubt.Rounded(hours.Central / Installed.Value),
            Doubt.Rounded(hours.High / Installed.Value),
            Missing: null);
    }

    /// <summary>UTIL_U, which the ramp-up exempts.</summary>
    public Spread? CommercialShare => IsRampUp ? Spread.Not(Doubt.Young) : Share(Commercial);
}
