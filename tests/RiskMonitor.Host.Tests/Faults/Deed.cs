namespace RiskMonitor.Host.Tests.Faults;

internal enum Victim
{
    Host,
    Server,
}

internal enum Moment
{
    /// <summary>While a filing is under way.</summary>
    Filing,

    /// <summary>Just after it was acknowledged, when it is sealed and folded.</summary>
    Folding,
}

/// <param name="After">How long after the filing was sent, or acknowledged.</param>
internal sealed record Deed(Victim Victim, Moment Moment, TimeSpan After)
{
    private static readonly int LongestFiling = 40;
    private static readonly int LongestFolding = 600;

    /// <summary>
    /// One deed after each closing of a day, and the rest while other parcels are filed, one in each of as many equal
    /// stretches of the history; the victims in random order.
    /// </summary>
    /// <returns>By the number of the parcel.</returns>
    public static SortedDictionary<int, Deed> Plan(Random random, IReadOnlyList<Parcel> parcels, int hosts, int servers)
    {
        var victims = Enumerable.Repeat(Victim.Host, hosts).Concat(Enumerable.Repeat(Victim.Server, servers)).ToArray();
        random.Shuffle(victims);
        var closings = parcels.Index().Where(parcel => parcel.Item.Closes).Select(parcel => parcel.Index).ToList();
        var others = Enumerable.Range(0, parcels.Count).Except(closings).ToList();
        var plan = new SortedDictionary<int, Deed>();
        for (var index = 0; index < victims.Length; index++)
        {
            var stretch = index - closings.Count;
            var count = victims.Length - closings.Count;
            plan.Add(
                stretch < 0
                    ? closings[index]
                    : others[random.Next(stretch * others.Count / count, (stretch + 1) * others.Count / count)],
                stretch < 0
                    ? new(victims[index], Moment.Folding, TimeSpan.FromMilliseconds(random.Next(LongestFolding)))
                    : new(victims[index], Moment.Filing, TimeSpan.FromMilliseconds(random.Next(LongestFiling))));
        }

        return plan;
    }
}
