namespace RiskMonitor.Analytics;

/// <summary>Money that went from one party to another.</summary>
/// <param name="From">Number of the payer.</param>
/// <param name="To">Number of the payee.</param>
/// <param name="Day">Number of the day on which it arrived.</param>
public readonly record struct Transfer(int From, int To, int Day, decimal Amount);

/// <summary>Transfers one after the other, each from whom the one before paid.</summary>
/// <param name="Steps">Their numbers.</param>
/// <param name="Carried">What went all the way.</param>
public sealed record TransferPath(IReadOnlyList<int> Steps, decimal Carried);

/// <summary>What is asked: did money that somebody received come to where it was looked for?</summary>
/// <param name="Source">Who received it.</param>
/// <param name="Arrives">Whether a transfer, by its number, comes to where it is looked for.</param>
/// <param name="First">First day.</param>
/// <param name="Last">Last day.</param>
/// <param name="Wanted">More than this is not looked for.</param>
public sealed record TransferSearch(int Source, Func<int, bool> Arrives, int First, int Last, decimal Wanted);

/// <summary>
/// Follows money through transfers in time order, over paths of few steps whose amounts resemble each other.
/// </summary>
/// <remarks>
/// <see cref="Follow"/> takes paths the shortest first, then by the numbers of their steps, and each uses up what it
/// carries: what it finds did flow. <see cref="Bound"/> is the maximum flow over every transfer that lies on any such
/// path, in whatever order and length they are put together: more cannot have flowed. The first step of a path may have
/// any amount; each other is within a tolerance of the one before it. Transfers of one day may follow each other
/// either way, since a day is all that a value date says.
/// </remarks>
/// <param name="transfers">Numbered in the order in which equal paths are taken.</param>
/// <param name="longest">Steps of a path, at most.</param>
/// <param name="tolerance">Share of the amount before, as 0.05.</param>
public sealed class TransferFlow(IReadOnlyList<Transfer> transfers, int longest, decimal tolerance)
{
    private readonly Dictionary<int, List<int>> byPayer = Index(transfers);
    private readonly Dictionary<int, decimal> used = [];

    public IReadOnlyList<TransferPath> Follow(TransferSearch search)
    {
        var near = Near(search);
        var (paths, taken, wanted) = (new List<TransferPath>(), new Dictionary<int, decimal>(), search.Wanted);
        for (var length = 1; length <= longest && wanted > 0m; length++)
        {
            while (wanted > 0m && Path(near, search, taken, length) is { } steps)
            {
                var carried = steps.Aggregate(wanted, (least, step) => Math.Min(least, Left(step, taken)));
                steps.ForEach(step => taken[step] = taken.GetValueOrDefault(step) + carried);
                wanted -= carried;
                paths.Add(new TransferPath(steps, carried));
            }
        }

        return paths;
    }

    /// <summary>What these paths carry is there for no other search any more.</summary>
    public void UseUp(IEnumerable<TransferPath> paths)
    {
        foreach (var path in paths)
        {
            foreach (var step in path.Steps)
            {
                used[step] = used.GetValueOrDefault(step) + path.Carried;
            }
        }
    }

    public decimal Bound(TransferSearch search)
    {
        var near = Near(search);
        var steps = near.Steps;
        var (source, sink) = (steps.Count * 2, (steps.Count * 2) + 1);
        var network = new MaximumFlow((steps.Count * 2) + 3);
        network.Add(sink + 1, source, search.Wanted);
        foreach (var (place, step) in steps.Index())
        {
            network.Add(place * 2, (place * 2) + 1, Left(step));
            if (transfers[step].From == search.Source)
            {
                network.Add(source, place * 2, search.Wanted);
            }

            if (near.Arriving.Contains(step))
            {
                network.Add((place * 2) + 1, sink, search.Wanted);
            }

            foreach (var (next, after) in steps.Index())
            {
                if (Follows(step, after))
                {
                    network.Add((place * 2) + 1, next * 2, search.Wanted);
                }
            }
        }

        return network.Send(sink + 1, sink);
    }

    /// <summary>Every transfer that lies on a path of at most the longest length.</summary>
    private Neighbourhood Near(TransferSearch search)
    {
        var away = Layers(
            Of(search.Source).Where(step => IsOpen(step, search)),
            step => Of(transfers[step].To).Where(next => IsOpen(next, search) && Follows(step, next)));
        var arriving = away.Keys.Where(search.Arrives).Order().ToHashSet();
        var before = away.Keys.SelectMany(step => Of(transfers[step].To).Where(next =>
                away.ContainsKey(next) && Follows(step, next)).Select(next => (Step: step, Next: next)))
            .ToLookup(pair => pair.Next, pair => pair.Step);
        var home = Layers(arriving.Order(), step => before[step]);
        var steps = away.Keys.Where(step => home.ContainsKey(step) && away[step] + home[step] - 1 <= longest)
            .Order().ToList();
        return new Neighbourhood(steps, home, arriving);
    }

    /// <summary>In how many steps each is reached, from 1.</summary>
    private Dictionary<int, int> Layers(IEnumerable<int> first, Func<int, IEnumerable<int>> next)
    {
        var reached = new Dictionary<int, int>();
        var layer = first.ToList();
        for (var length = 1; length <= longest && layer.Count > 0; length++)
        {
            var following = new List<int>();
            foreach (var step in layer)
            {
                if (reached.TryAdd(step, length))
                {
                    following.AddRange(next(step));
                }
            }

            layer = following;
        }

        return reached;
    }

    private List<int>? Path(Neighbourhood near, TransferSearch search, Dictionary<int, decimal> taken, int length)
    {
        var steps = new List<int>(length);
        var seen = new HashSet<int> { search.Source };
        return Extend(near.Steps.Where(step => transfers[step].From == search.Source)) ? steps : null;

        bool Extend(IEnumerable<int> candidates)
        {
            foreach (var step in candidates)
            {
                var isLast = steps.Count + 1 == length;
                if (Left(step, taken) <= 0m || steps.Count + near.Home[step] > length
                    || (isLast && !near.Arriving.Contains(step)) || !seen.Add(transfers[step].To))
                {
                    continue;
                }

                steps.Add(step);
                if (isLast || Extend(near.Steps.Where(next => Follows(step, next))))
                {
                    return true;
                }

                steps.RemoveAt(steps.Count - 1);
                seen.Remove(transfers[step].To);
            }

            return false;
        }
    }

    private bool Follows(int step, int next)
    {
        var (before, after) = (transfers[step], transfers[next]);
        return step != next && after.From == before.To && after.Day >= before.Day
            && Math.Abs(after.Amount - before.Amount) <= before.Amount * tolerance;
    }

    private bool IsOpen(int step, TransferSearch search) =>
        transfers[step].Day >= search.First && transfers[step].Day <= search.Last && Left(step) > 0m;

    private decimal Left(int step, Dictionary<int, decimal>? taken = null) =>
        transfers[step].Amount - used.GetValueOrDefault(step) - (taken?.GetValueOrDefault(step) ?? 0m);

    private List<int> Of(int payer) => byPayer.TryGetValue(payer, out var steps) ? steps : [];

    private static Dictionary<int, List<int>> Index(IReadOnlyList<Transfer> transfers)
    {
        var index = new Dictionary<int, List<int>>();
        foreach (var (number, transfer) in transfers.Index())
        {
            if (!index.TryGetValue(transfer.From, out var steps))
            {
                index.Add(transfer.From, steps = []);
            }

            steps.Add(number);
        }

        return index;
    }

    private sealed record Neighbourhood(List<int> Steps, Dictionary<int, int> Home, HashSet<int> Arriving);
}
