using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance;

/// <summary>Which policy decides where and when, and which days are closed, as far as the log has come.</summary>
public sealed class PolicyBook
{
    private readonly SortedDictionary<string, List<PolicyInForce>> adopted = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LocalDate> closed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, View> views = new(StringComparer.Ordinal);

    public PolicyInForce Adopt(PolicyAdopted policy, long position)
    {
        if (!adopted.TryGetValue(policy.Jurisdiction.Value, out var versions))
        {
            adopted.Add(policy.Jurisdiction.Value, versions = []);
        }

        var inForce = new PolicyInForce(
            policy.Jurisdiction,
            policy.Document,
            new PolicyStamp(policy.Version, policy.ContentHash),
            policy.EffectiveFrom,
            position,
            DateTimeZoneProviders.Tzdb[policy.Document.TimeZone]);
        versions.Add(inForce);
        views.Clear();
        return inForce;
    }

    /// <summary>Closes this day and all before it. A day that is closed stays closed.</summary>
    public void Close(ReportingDayClosed day)
    {
        var before = closed.GetValueOrDefault(day.Jurisdiction.Value, LocalDate.MinIsoValue);
        closed[day.Jurisdiction.Value] = LocalDate.Max(before, day.Date);
        views.Clear();
    }

    /// <summary>
    /// The policy of the nearest jurisdiction that has one effective on the day, the last adopted of them.
    /// </summary>
    public PolicyInForce? On(LocalDate day, Jurisdiction jurisdiction)
    {
        foreach (var versions in ViewOf(jurisdiction).Levels)
        {
            for (var index = versions.Length - 1; index >= 0; index--)
            {
                if (versions[index].EffectiveFrom <= day)
                {
                    return versions[index];
                }
            }
        }

        return null;
    }

    /// <summary>Every policy, by place, in the order of their adoption there.</summary>
    public IReadOnlyList<PolicyInForce> Adopted() => [.. adopted.Values.SelectMany(versions => versions)];

    /// <summary>First day that any policy of this jurisdiction judges; null while there is none.</summary>
    public LocalDate? JudgedFrom(Jurisdiction jurisdiction) => ViewOf(jurisdiction).JudgedFrom;

    /// <summary>Last day closed here or in a jurisdiction above; null while none is.</summary>
    public LocalDate? LastClosed(Jurisdiction jurisdiction) => ViewOf(jurisdiction).LastClosed;

    private View ViewOf(Jurisdiction jurisdiction)
    {
        if (!views.TryGetValue(jurisdiction.Value, out var view))
        {
            views.Add(jurisdiction.Value, view = Look(jurisdiction));
        }

        return view;
    }

    private View Look(Jurisdiction jurisdiction)
    {
        var lineage = jurisdiction.Lineage().Select(place => place.Value).ToList();
        var levels = lineage.Where(adopted.ContainsKey).Select(place => adopted[place].ToArray()).ToArray();
        var closures = lineage.Where(closed.ContainsKey).Select(place => closed[place]).Order().ToList();
        var first = levels.SelectMany(versions => versions).Select(policy => policy.EffectiveFrom).Order().ToList();
        return new View(
            levels, first.Count > 0 ? first[0] : null, closures.Count > 0 ? closures[^1] : null);
    }

    /// <summary>What holds in one jurisdiction, looked up once and kept until something is adopted or closed.</summary>
    /// <param name="Levels">The jurisdiction's own versions first, then those above it.</param>
    private sealed record View(PolicyInForce[][] Levels, LocalDate? JudgedFrom, LocalDate? LastClosed);
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
