using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;

namespace RiskMonitor.Host.Assessments;

/// <summary>
/// The fold as it stood at a position: the live one where it stands there, else one made from the log.
/// </summary>
/// <remarks>The last one made is kept, since questions about the past come in runs about the same past.</remarks>
public sealed class Folds(PipelineState pipeline, SealedReader reader, SealedFacts facts) : IDisposable
{
    private const int PageSize = 2_000;

    private readonly SemaphoreSlim turn = new(1);
    private LiveFold? last;

    public void Dispose() => turn.Dispose();

    public async Task<LiveFold> AtAsync(long position, CancellationToken ct)
    {
        if (pipeline.Fold is { } live && live.Position == position + 1)
        {
            return live;
        }

        await turn.WaitAsync(ct);
        try
        {
            var fold = last is { } kept && kept.Position <= position + 1 ? kept : new LiveFold(facts);
            last = null; // should reading break off, half a fold is of no use
            var page = new List<SealedEvent>(PageSize);
            await foreach (var e in reader.ReadAsync(fold.Position, position, ct))
            {
                page.Add(e);
                if (page.Count == PageSize)
                {
                    fold.Take(page);
                    page.Clear();
                }
            }

            fold.Take(page);
            return last = fold;
        }
        finally
        {
            turn.Release();
        }
    }
}
