using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <param name="ValuationDate">The day for which the value is meant; the time of the filing lies on it.</param>
/// <param name="EngagedBy">Who ordered and pays the appraisal.</param>
/// <param name="Inputs">Sources, comparables, life and use that the appraiser states.</param>
[EventName("appraisal-reported", version: 1)]
public sealed record AppraisalReported(
    AppraisalId Appraisal,
    PoolId Pool,
    Money Value,
    AppraisalMethod Method,
    LocalDate ValuationDate,
    PartyId Appraiser,
    PartyId EngagedBy,
    Disclosed<string> Inputs) : IFact
{
    string IFact.Stream => $"valuation/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool), Reference.To(EngagedBy)];
}

[EventName("appraisal-withdrawn", version: 1)]
public sealed record AppraisalWithdrawn(AppraisalId Appraisal, PoolId Pool, string Reason) : IFact
{
    string IFact.Stream => $"valuation/{Pool}";

    IEnumerable<Reference> IFact.References => [Reference.To(Pool)];
}

public enum AppraisalMethod
{
    Cost,
    Market,
    Income,
    OrderlyLiquidation,
    ForcedLiquidation,
}
