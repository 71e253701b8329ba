using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance;

/// <summary>Which policy decides where and when, and which days are closed, as far as the log has come.</summary>
public sealed class PolicyBook
{
    private readonly SortedDictionary<string, List<PolicyInForce>> adopted = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LocalDate> closed = new(StringComparer.Ordinal);

    public void Adopt(PolicyAdopted policy, long position)
    {
        if (!adopted.TryGetValue(policy.Jurisdiction.Value, out var versions))
        {
            adopted.Add(policy.Jurisdiction.Value, versions = []);
        }

        versions.Add(new PolicyInForce(
            policy.Jurisdiction,
            policy.Document,
            new PolicyStamp(policy.Version, policy.ContentHash),
            policy.EffectiveFrom,
            position,
            DateTimeZoneProviders.Tzdb[policy.Document.TimeZone]));
    }

    /// <summary>Closes this day and all before it. A day that is closed stays closed.</summary>
    public void Close(ReportingDayClosed day)
    {
        var before = closed.GetValueOrDefault(day.Jurisdiction.Value, LocalDate.MinIsoValue);
        closed[day.Jurisdiction.Value] = LocalDate.Max(before, day.Date);
    }

    /// <summary>
    /// The policy of the nearest jurisdiction that has one effective on the day, the last adopted of them.
    /// </summary>
    public PolicyInForce? On(LocalDate day, Jurisdiction jurisdiction) => jurisdiction.Lineage()
        .Select(place => adopted.GetValueOrDefault(place.Value)?.FindLast(policy => policy.EffectiveFrom <= day))
        .FirstOrDefault(policy => policy is not null);

    /// <summary>First day that any policy of this jurisdiction judges; null while there is none.</summary>
    public LocalDate? JudgedFrom(Jurisdiction jurisdiction)
    {
        var days = jurisdiction.Lineage()
            .SelectMany(place => adopted.GetValueOrDefault(place.Value) ?? [])
            .Select(policy => policy.EffectiveFrom)
            .Order()
            .ToList();
        return days.Count > 0 ? days[0] : null;
    }

    /// <summary>Last day closed here or in a jurisdiction above; null while none is.</summary>
    public LocalDate? LastClosed(Jurisdiction jurisdiction)
    {
        var days = jurisdiction.Lineage()
            .Where(place => closed.ContainsKey(place.Value))
            .Select(place => closed[place.Value])
            .Order()
            .ToList();
        return days.Count > 0 ? days[^1] : null;
    }
}

/// <param name="Adopted">Position of its adoption.</param>
public sealed record PolicyInForce(
    Jurisdiction Jurisdiction,
    PolicyDocument Document,
    PolicyStamp Stamp,
    LocalDate EffectiveFrom,
    long Adopted,
    DateTimeZone Zone)
{
    public LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;
}
