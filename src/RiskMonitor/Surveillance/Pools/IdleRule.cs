using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>UTIL-IDLE: commercial use of a pledged pool below what it needs. A notice.</summary>
internal static class IdleRule
{
    public static readonly string Id = "UTIL-IDLE";

    public static Reading Read(PoolFigures figures, BoundWords words)
    {
        var bounds = words.Policy.Document.Rules.UtilIdle;
        if (figures.Debt is { Is: true, Value: 0m })
        {
            return Plain(Verdict.Clear.It);
        }

        // Where nothing is installed the share is not applicable, and nothing was there that could be idle.
        if (figures.Window.CommercialShare is not { } share)
        {
            return Plain(new Verdict.Inconclusive(Doubt.First(figures.Debt.Missing, Doubt.Young)!));
        }

        if (Doubt.First(figures.Debt.Missing, share.Missing) is { } missing)
        {
            return Plain(new Verdict.Inconclusive(missing));
        }

        return new Reading(
            Id,
            Below(share, bounds.UseRaiseBelow.Value),
            Below(share, bounds.UseClearFrom.Value),
            Severity.Medium,
            [
                new Measure("UTIL_U", "ratio", Figure.Of(share.Low), Figure.Of(share.High), words.Use),
            ],
            [],
            UnsupportedDebt: null);
    }

    private static Verdict Below(Spread share, Ratio bound) =>
        share.High < bound.Value ? Verdict.Breach.It
        : share.Low >= bound.Value ? Verdict.Clear.It
        : new Verdict.Inconclusive(Reason.Contested("undetermined-use"));

    private static Reading Plain(Verdict verdict) =>
        new(Id, verdict, verdict, Severity.Medium, [], [], UnsupportedDebt: null);
}
