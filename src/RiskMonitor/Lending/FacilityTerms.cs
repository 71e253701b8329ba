using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Lending;

public sealed record LtvCap(LocalDate From, Ratio Cap);

/// <summary>One scheduled payment.</summary>
public sealed record Instalment(LocalDate Due, Money Principal, Money Interest);

/// <param name="Level">The bound as the agreement states it.</param>
public sealed record Covenant(CovenantTest Test, Ratio Level);

/// <summary>What the lender counted on when it lent: revenue of one contract in one month.</summary>
public sealed record UnderwrittenRevenue(ContractId Contract, YearMonth Month, Money Revenue);

public sealed record PoolEligibility(PoolId Pool, Money GrossEligibleValue);

public sealed record Ineligibility(string Reason, Money Amount);

public enum FacilityStructure
{
    TermLoan,
    DelayedDraw,
    DirectLease,
    SaleAndLeaseback,
    RevolvingBorrowingBase,
    VendorFinance,
    SingleOfftakerVehicle,
}

public enum Recourse
{
    Full,
    Limited,
    None,
}

public enum AdvanceBase
{
    Cost,
    DepreciatedCost,
    Appraisal,
    LiquidationValue,
    Income,
}

public enum CovenantTest
{
    LoanToValueAtMost,
    DebtServiceCoverAtLeast,
    InterestCoverAtLeast,
    ContractedCoverAtLeast,
    UtilizationAtLeast,
}

public enum RepaymentSource
{
    Operations,
    Refinancing,
    Guarantor,
    Subsidy,
    Sale,
}

/// <summary>Five-level loan classification of the Chinese banking supervisor.</summary>
public enum LoanClass
{
    Pass,
    SpecialMention,
    Substandard,
    Doubtful,
    Loss,
}

public enum DefaultTrigger
{
    MissedPayment,
    CovenantBreach,
    CrossDefault,
    Insolvency,
    Misrepresentation,
}

public enum GuaranteeForm
{
    Guarantee,
    BuyBack,
    MinimumReturn,
}
