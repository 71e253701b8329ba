using NodaTime;
using RiskMonitor.Offtake;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>
/// The eighth published vector of the value in use, (0.50, 0.90, 2.60, 18), (0.30, 0.80, 2.20, 6), u_m 0.15, ρ 0.40,
/// as facts; the day of the vector is 30 June 2025.
/// </summary>
internal static class EighthVector
{
    /// <summary>All of it but prints and closings; the months are those from July 2024 on.</summary>
    internal static void File(History history, int months = 13)
    {
        history.Register();
        history.Lend(16_000_000m);
        history.Appraise(25_000_000m, new LocalDate(2025, 1, 10));
        history.Sign("a", OfftakeKind.TakeOrPay, 0.50m, 2.60m, nonCancellableUntil: new LocalDate(2026, 12, 5));
        history.Sign(
            "b", OfftakeKind.Framework, 0.30m, 2.20m, 0.80m, nonCancellableUntil: new LocalDate(2025, 12, 31));
        history.Order("b");
        history.Sign("m", OfftakeKind.OnDemand, 0.20m, 0.711701m);
        history.Order("m");
        foreach (var month in PoolHistory.Months(new YearMonth(2024, 7), months))
        {
            history.Bill("a", month, 365_000m, 949_000m);
            history.Pay("a", month, 949_000m);
            history.Bill("b", month, 175_200m, 385_440m);
            history.Pay("b", month, 385_440m);
            history.Bill("m", month, 150_000m, 106_755.2m);
            history.Pay("m", month, 77_931.296m);
            history.Spend(month, 255_500m);
            history.Use(month, 613_200m, allocated: 700_000m);
        }
    }
}
