namespace RiskMonitor.Analytics;

/// <summary>
/// Which of some members belong together, and by which of the edges: R. E. Tarjan, "Efficiency of a Good But Not Linear
/// Set Union Algorithm", JACM 22 (1975), with the edges that united kept as a forest.
/// </summary>
/// <remarks>A set is named by its least member, whatever the order of the edges.</remarks>
public sealed class UnionFind
{
    private readonly int[] above;
    private readonly List<(int Neighbour, int Edge)>[] forest;
    private int edges;

    /// <param name="members">Members are numbered from 0.</param>
    public UnionFind(int members)
    {
        above = new int[members];
        forest = new List<(int, int)>[members];
        for (var member = 0; member < members; member++)
        {
            above[member] = member;
            forest[member] = [];
        }
    }

    /// <summary>Unites two members. Edges are numbered from 0, those too that united nothing new.</summary>
    /// <returns>Whether they were apart before.</returns>
    public bool Join(int a, int b)
    {
        var edge = edges++;
        var (one, other) = (SetOf(a), SetOf(b));
        if (one == other)
        {
            return false;
        }

        above[Math.Max(one, other)] = Math.Min(one, other);
        forest[a].Add((b, edge));
        forest[b].Add((a, edge));
        return true;
    }

    /// <summary>Least member of the set.</summary>
    public int SetOf(int member)
    {
        var least = member;
        while (above[least] != least)
        {
            least = above[least];
        }

        while (above[member] != least)
        {
            (above[member], member) = (least, above[member]);
        }

        return least;
    }

    /// <summary>
    /// Numbers of the edges that lead from one to the other, in their order; none where they are one member, null where
    /// they are apart.
    /// </summary>
    public IReadOnlyList<int>? Why(int from, int to)
    {
        if (SetOf(from) != SetOf(to))
        {
            return null;
        }

        var by = new Dictionary<int, (int Before, int Edge)> { [from] = (from, -1) };
        var waiting = new Queue<int>([from]);
        while (!by.ContainsKey(to) && waiting.TryDequeue(out var member))
        {
            foreach (var (neighbour, edge) in forest[member])
            {
                if (by.TryAdd(neighbour, (member, edge)))
                {
                    waiting.Enqueue(neighbour);
                }
            }
        }

        var chain = new List<int>();
        for (var member = to; member != from; member = by[member].Before)
        {
            chain.Add(by[member].Edge);
        }

        chain.Reverse();
        return chain;
    }
}
