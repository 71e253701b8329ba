using RiskMonitor.Market;
using RiskMonitor.Units;

namespace RiskMonitor.Policy;

/// <summary>
/// Everything that is a matter of judgement: bounds, bands, calendars, obligations, each with its reason.
/// </summary>
/// <param name="TimeZone">Time zone of the jurisdiction (IANA), by which an instant belongs to a day.</param>
/// <param name="WindowDays">Length of the window over which utilization is measured.</param>
/// <param name="LongWindowDays">Length of the second, longer window that is shown beside it.</param>
public sealed record PolicyDocument(
    string Version,
    string TimeZone,
    BusinessCalendar Calendar,
    DaysBound WindowDays,
    DaysBound LongWindowDays,
    ValuationPolicy Valuation,
    MaturityPolicy Maturity,
    PricePolicy Prices,
    Sequence<ChipPolicy> Chips,
    Sequence<ReportingObligation> Reporting,
    RuleBook Rules);

/// <summary>A ratio that decides something, and why it is this one.</summary>
public sealed record RatioBound(Ratio Value, string Reason);

/// <summary>A number of days that decides something, and why it is this one.</summary>
public sealed record DaysBound(int Value, string Reason);

public sealed record MonthsBound(int Value, string Reason);

/// <summary>What cannot be observed: everything from low to high is held possible.</summary>
public sealed record RatioBand(Ratio Low, Ratio Central, Ratio High, string Reason);

public sealed record MonthsBand(int Low, int Central, int High, string Reason);

/// <summary>Assumptions of the value in use.</summary>
/// <param name="PriceDecay">g, yearly fall of the rental price.</param>
/// <param name="DiscountRate">r, per year.</param>
/// <param name="ResidualFactor">Multiplies the residual share of the chip's curve.</param>
/// <param name="ReLetting">rho, share of the capacity of ended contracts that is let again.</param>
/// <param name="LifeCapMonths">No value in use looks further ahead than this.</param>
/// <param name="DisposalCost">Share of the residual value that selling costs.</param>
/// <param name="AppraisalAgeDays">An older appraisal is stale.</param>
public sealed record ValuationPolicy(
    RatioBand PriceDecay,
    RatioBand DiscountRate,
    RatioBand ResidualFactor,
    RatioBand ReLetting,
    MonthsBound LifeCapMonths,
    RatioBound DisposalCost,
    DaysBound AppraisalAgeDays);

/// <param name="GraceDays">Days after the payment terms until a period counts as mature.</param>
/// <param name="RampUpMonths">Calendar months from first commissioning in which a pool is not judged by its
/// use.</param>
/// <param name="UseMonths">Mature months from which use is taken.</param>
/// <param name="CashMonths">Mature months from which cash flow is taken, at most.</param>
/// <param name="LeastCashMonths">Mature months from which cash flow is taken, at least.</param>
/// <param name="SettledDays">Days after full payment from which a period counts as mature before its terms are
/// over.</param>
public sealed record MaturityPolicy(
    DaysBound GraceDays,
    MonthsBound RampUpMonths,
    MonthsBound UseMonths,
    MonthsBound CashMonths,
    MonthsBound LeastCashMonths,
    DaysBound SettledDays);

/// <summary>Which rental price values merchant hours, and what a print must pass before anything rests on it.</summary>
/// <param name="MaxAgeDays">An older print is missing.</param>
/// <param name="QuarantineDeviation">A print further than this from the median of those before it waits.</param>
/// <param name="MedianPrints">How many prints before it make that median.</param>
/// <param name="LeastConstituents">A print of fewer waits as well.</param>
/// <param name="ConfirmingPrints">So many later prints (or one of a second source) near it set it free.</param>
/// <param name="ConfirmWithin">How near, as a share.</param>
public sealed record PricePolicy(
    MarketTier Tier,
    RentalTenor Tenor,
    DaysBound MaxAgeDays,
    RatioBound QuarantineDeviation,
    DaysBound MedianPrints,
    DaysBound LeastConstituents,
    DaysBound ConfirmingPrints,
    RatioBound ConfirmWithin);

/// <summary>How long a chip lasts and what is left of it.</summary>
/// <param name="AccountingLifeMonths">Life of the straight-line depreciation of V_B.</param>
/// <param name="AccountingResidual">Share of the cost at which that depreciation ends.</param>
/// <param name="EconomicLifeMonths">How long the chip earns.</param>
/// <param name="ResidualCurve">Share of the cost that a card of this age fetches; linear between the knots.</param>
public sealed record ChipPolicy(
    ChipModel Chip,
    MonthsBound AccountingLifeMonths,
    RatioBound AccountingResidual,
    MonthsBand EconomicLifeMonths,
    Sequence<ResidualKnot> ResidualCurve,
    string Reason);

public sealed record ResidualKnot(int AgeMonths, Ratio ShareOfCost);

/// <summary>
/// What is due how often: the reporting calendar, from which coverage, lateness and staleness follow.
/// </summary>
/// <param name="DueDays">Days after the end of the period until which it may be filed.</param>
/// <param name="StaleDays">Days without a filing after which the kind is stale.</param>
public sealed record ReportingObligation(
    ReportedKind Kind, ReportingCycle Cycle, int DueDays, int StaleDays, string Reason);

public enum ReportedKind
{
    Utilization,
    Energy,
    Bill,
    Payment,
    Cost,
    Appraisal,
    Census,
    Price,
    Accounts,
}

public enum ReportingCycle
{
    Daily,
    Monthly,
    Quarterly,
    Yearly,
}
