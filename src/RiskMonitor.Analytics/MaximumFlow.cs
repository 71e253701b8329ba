namespace RiskMonitor.Analytics;

/// <summary>
/// The greatest flow from one node of a network to another, by shortest augmenting paths: J. Edmonds, R. M. Karp,
/// "Theoretical Improvements in Algorithmic Efficiency for Network Flow Problems", JACM 19 (1972). Exact in decimals.
/// </summary>
/// <remarks>Arcs are looked at in the order in which they were added, so that one network has one answer.</remarks>
public sealed class MaximumFlow
{
    private readonly List<int>[] leaving; // numbers of half arcs: 2n goes there, 2n + 1 back
    private readonly List<int> heads = [];
    private readonly List<decimal> capacities = [];
    private readonly List<decimal> left = [];

    /// <param name="nodes">Nodes are numbered from 0.</param>
    public MaximumFlow(int nodes)
    {
        leaving = new List<int>[nodes];
        for (var node = 0; node < nodes; node++)
        {
            leaving[node] = [];
        }
    }

    /// <summary>Adds an arc and says its number, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public int Add(int from, int to, decimal capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        var arc = heads.Count / 2;
        Half(from, to, capacity);
        Half(to, from, 0m);
        return arc;
    }

    /// <summary>Sends as much as goes from source to sink, beyond what was sent before, and says how much.</summary>
    public decimal Send(int source, int sink)
    {
        var sent = 0m;
        if (source == sink)
        {
            return sent;
        }

        while (Search(source, sink) is { } by)
        {
            var most = decimal.MaxValue;
            for (var node = sink; node != source; node = heads[by[node] ^ 1])
            {
                most = Math.Min(most, left[by[node]]);
            }

            for (var node = sink; node != source; node = heads[by[node] ^ 1])
            {
                left[by[node]] -= most;
                left[by[node] ^ 1] += most;
            }

            sent += most;
        }

        return sent;
    }

    /// <summary>What flows through an arc.</summary>
    public decimal On(int arc) => capacities[arc * 2] - left[arc * 2];

    /// <summary>
    /// Nodes that the source still reaches: after <see cref="Send"/> the arcs that leave them are a least cut.
    /// </summary>
    public IReadOnlyList<bool> Reached(int source)
    {
        var reached = new bool[leaving.Length];
        _ = Search(source, sink: -1, reached);
        return reached;
    }

    private void Half(int from, int to, decimal capacity)
    {
        leaving[from].Add(heads.Count);
        heads.Add(to);
        capacities.Add(capacity);
        left.Add(capacity);
    }

    /// <summary>By node the half arc over which a shortest path comes to it; null where none comes to the sink.
    /// </summary>
    private int[]? Search(int source, int sink, bool[]? reached = null)
    {
        var by = new int[leaving.Length];
        reached ??= new bool[leaving.Length];
        reached[source] = true;
        var waiting = new Queue<int>();
        waiting.Enqueue(source);
        while (waiting.TryDequeue(out var node))
        {
            foreach (var half in leaving[node])
            {
                var next = heads[half];
                if (left[half] <= 0m || reached[next])
                {
                    continue;
                }

                (reached[next], by[next]) = (true, half);
                if (next == sink)
                {
                    return by;
                }

                waiting.Enqueue(next);
            }
        }

        return null;
    }
}
