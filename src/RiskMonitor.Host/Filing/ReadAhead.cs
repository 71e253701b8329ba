using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Filing;

/// <summary>What became of one line, and the event that it will be if it is right.</summary>
internal readonly record struct ReadLine(FilingLine Line, PreparedFact? Prepared);

/// <summary>
/// Reads lines by all rules, some ahead of whoever takes them and on every core: the next lines are judged while those
/// before are written. They come out in their order.
/// </summary>
/// <param name="judge">Reads one line; any number of threads may call it.</param>
/// <param name="filing">Id of the filing, which every event of it bears.</param>
internal sealed class ReadAhead<T>(Func<T, FilingLine> judge, string filing, string actor)
{
    private const int Piece = 250;

    /// <summary>Bounds what lies there read and not yet written.</summary>
    private const int Ahead = 8;

    public async IAsyncEnumerable<ReadLine[]> ReadAsync(IReadOnlyList<T> lines)
    {
        var pieces = new Queue<Task<ReadLine[]>>(Ahead);
        for (var from = 0; from < lines.Count || pieces.Count > 0;)
        {
            while (pieces.Count < Ahead && from < lines.Count)
            {
                var (start, end) = (from, Math.Min(from + Piece, lines.Count));
                pieces.Enqueue(Task.Run(() => Read(lines, start, end)));
                from = end;
            }

            yield return await pieces.Dequeue();
        }
    }

    private ReadLine[] Read(IReadOnlyList<T> lines, int start, int end)
    {
        var read = new ReadLine[end - start];
        for (var i = start; i < end; i++)
        {
            var line = judge(lines[i]);
            read[i - start] = new(line, line.Fact is { } fact ? PreparedFact.Of(fact, filing, actor) : null);
        }

        return read;
    }
}
