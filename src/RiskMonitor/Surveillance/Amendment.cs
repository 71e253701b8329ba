using System.Text.Json;
using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Corrections;
using RiskMonitor.Filing;
using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance;

/// <summary>What a correction puts in its target's place.</summary>
internal static class Amendment
{
    /// <summary>No clock on Earth is further from UTC.</summary>
    private static readonly Duration FurthestZone = Duration.FromHours(14);

    /// <summary>The replacement; null when the target is taken back.</summary>
    /// <exception cref="JsonException">It cannot stand there; the message says why.</exception>
    public static object? Read(SealedFact target, SealedFact amendment)
    {
        if (target.Data is PolicyAdopted or ReportingDayClosed or EngineAdopted or FactCorrected or FactRetracted)
        {
            throw new JsonException("Only facts are corrected: an act of oversight or a correction is followed by "
                + "another one.");
        }

        if (amendment.Data is not FactCorrected corrected)
        {
            return null;
        }

        var data = ReplacementCheck.Read(
            corrected.Data.Text, target.Data.GetType(), corrected.Time ?? target.ValidTime, target.Id.Source);
        var (was, stream) = (((IFact)target.Data).Stream, ((IFact)data).Stream);
        if (was != stream)
        {
            throw new JsonException($"The replacement belongs to {stream}, its target to {was}.");
        }

        return corrected.Time is { } time && PeriodOf(data) is { } period && !Holds(period, time)
            ? throw new JsonException($"The time moves it out of {period}, the period of its stream.")
            : data;
    }

    private static YearMonth? PeriodOf(object data) => data switch
    {
        BillIssued bill => bill.Period,
        BillCredited credit => credit.Period,
        PaymentReceived received => received.Period,
        PaymentMade made => made.Period,
        _ => null,
    };

    private static bool Holds(YearMonth period, Instant time)
    {
        var days = period.ToDateInterval();
        return time >= days.Start.AtMidnight().InUtc().ToInstant() - FurthestZone
            && time < days.End.PlusDays(1).AtMidnight().InUtc().ToInstant() + FurthestZone;
    }
}
