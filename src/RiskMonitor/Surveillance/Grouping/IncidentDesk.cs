using RiskMonitor.Incidents;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Surveillance.Grouping;

/// <summary>
/// Keeps one incident open per obligor group as long as any alert of it stands. Its work is done once per event, when
/// all alerts of that event are known, so that an incident does not close and open again within one event.
/// </summary>
internal sealed class IncidentDesk
{
    private static readonly string AllOver = "no-alert-stands";

    private readonly SortedDictionary<string, Group> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly SortedSet<string> touched = new(StringComparer.Ordinal);
    private readonly List<Conclusion> pending = [];

    /// <summary>The alert stands, or goes on standing, in this group.</summary>
    public void Stands(string alert, string group, Jurisdiction jurisdiction)
    {
        if (places.TryGetValue(alert, out var place))
        {
            if (place.Group == group)
            {
                return;
            }

            pending.Add(new Conclusion(place.Stream, new IncidentAlertDetached(alert)));
            Remove(alert, place);
        }

        Attach(alert, group, jurisdiction);
    }

    /// <summary>The alert was cleared or withdrawn. It stays attached, as a part of the history.</summary>
    public void Over(string alert)
    {
        if (places.TryGetValue(alert, out var place))
        {
            Remove(alert, place);
        }
    }

    /// <summary>What the event brought about, and the end of the incidents in which nothing stands any more.</summary>
    public IReadOnlyList<Conclusion> Settle()
    {
        foreach (var name in touched)
        {
            var group = groups[name];
            if (group.Standing == 0 && group.Stream is { } stream)
            {
                pending.Add(new Conclusion(stream, new IncidentClosed(AllOver)));
                group.Stream = null;
            }
        }

        touched.Clear();
        var settled = pending.ToArray();
        pending.Clear();
        return settled;
    }

    private void Attach(string alert, string name, Jurisdiction jurisdiction)
    {
        if (!groups.TryGetValue(name, out var group))
        {
            groups.Add(name, group = new Group());
        }

        if (group.Stream is null)
        {
            group.Opened++;
            group.Stream = $"incident/{DerivedId.OfIncident(name, group.Opened)}";
            pending.Add(new Conclusion(group.Stream, new IncidentOpened(name, jurisdiction)));
        }

        group.Standing++;
        places.Add(alert, new Place(name, group.Stream));
        pending.Add(new Conclusion(group.Stream, new IncidentAlertAttached(alert)));
    }

    private void Remove(string alert, Place place)
    {
        places.Remove(alert);
        groups[place.Group].Standing--;
        touched.Add(place.Group);
    }

    private sealed record Place(string Group, string Stream);

    private sealed class Group
    {
        public int Opened { get; set; }

        public int Standing { get; set; }

        /// <summary>The open incident; null while there is none.</summary>
        public string? Stream { get; set; }
    }
}
