using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Accounts;

/// <summary>
/// Published accounts of one quarter. What was not published stays unknown; what was rounded is an estimate.
/// </summary>
/// <param name="Period">As <c>2025-Q3</c>.</param>
/// <param name="PeriodEnd">Balance sheet date.</param>
/// <param name="Revenue">Of the quarter, as are EBITDA, interest and purchases; debt and assets are at the end.</param>
[EventName("accounts-reported", version: 1)]
public sealed record AccountsReported(
    PartyId Party,
    string Period,
    LocalDate PeriodEnd,
    Disclosed<AccountFigure> Revenue,
    Disclosed<AccountFigure> AdjustedEbitda,
    Disclosed<AccountFigure> Interest,
    Disclosed<AccountFigure> NetDebt,
    Disclosed<AccountFigure> NetFixedAssets,
    Disclosed<AccountFigure> ConstructionInProgress,
    Disclosed<AccountFigure> Purchases,
    Disclosed<AccountFigure> Backlog) : IFact
{
    string IFact.Stream => $"account/{Party}/{Period}";

    IEnumerable<Reference> IFact.References => [Reference.To(Party)];
}

/// <param name="Estimate">Rounded, derived by subtraction, or from memory of the source.</param>
public sealed record AccountFigure(Money Amount, bool Estimate);
