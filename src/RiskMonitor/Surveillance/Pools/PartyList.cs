namespace RiskMonitor.Surveillance.Pools;

/// <summary>Parties, each once, ascending by id.</summary>
/// <remarks>They seldom change from one day to the next: it is the same sequence then.</remarks>
internal sealed class PartyList
{
    private readonly List<PartyId> all = [];

    public void Clear() => all.Clear();

    public void Add(PartyId party)
    {
        var index = all.Count; // they are few
        while (index > 0)
        {
            var order = string.CompareOrdinal(all[index - 1].Value, party.Value);
            if (order == 0)
            {
                return;
            }

            if (order < 0)
            {
                break;
            }

            index--;
        }

        all.Insert(index, party);
    }

    /// <param name="before">Of the day before, or any other.</param>
    public Sequence<PartyId> Done(Sequence<PartyId> before) =>
        IsSame(before) ? before : new Sequence<PartyId>(all.ToArray());

    private bool IsSame(Sequence<PartyId> before)
    {
        var isSame = before.Count == all.Count;
        for (var index = 0; isSame && index < all.Count; index++)
        {
            isSame = before[index] == all[index];
        }

        return isSame;
    }
}
