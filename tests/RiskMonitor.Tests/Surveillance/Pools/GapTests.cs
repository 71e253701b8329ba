using NodaTime;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>Use is reported by the month, in any order: a month that is still out makes a gap, no wrong sum.</summary>
public sealed class GapTests
{
    private static readonly LocalDate May = new(2025, 5, 31);

    [Fact]
    public void Hours_after_a_month_that_is_still_out_are_summed_as_they_are()
    {
        var history = PoolHistory.With(PoolHistory.DefaultPolicy(), new LocalDate(2025, 2, 1));
        history.Register();
        history.Close(new LocalDate(2025, 6, 30));
        history.Use(new YearMonth(2025, 2), 400_000m, allocated: 500_000m);
        history.Indicator("C", May, "pool/p1").Missing.ShouldNotBeNull(); // asked once before the gap is there
        history.Use(new YearMonth(2025, 5), 300_000m, allocated: 500_000m);
        history.Use(new YearMonth(2025, 4), 200_000m, allocated: 500_000m);

        var window = history.Indicator("C", May, "pool/p1");

        window.Missing.ShouldBeNull($"{window.Missing}");
        window.Central!.Value.Value.ShouldBeInRange(280_000m, 300_000m); // 30 of the 31 days of May
    }
}
