namespace RiskMonitor.Host.Pipeline;

/// <summary>How far the pipeline of this process has come, for those who read from it or wait for it.</summary>
public sealed class PipelineState
{
    private readonly Lock turn = new();
    private LiveFold? fold;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null until the log was read once.</summary>
    public LiveFold? Fold
    {
        get
        {
            lock (turn)
            {
                return fold;
            }
        }
    }

    /// <summary>Everything before this position is in the views; −1 until the log was read once.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>Whether it has taken in all that was sealed at least once since it began.</summary>
    public bool HasCaughtUp { get; private set; }

    /// <summary>Every policy that was adopted so far, each with the position of its adoption.</summary>
    public IReadOnlyList<Surveillance.PolicyInForce> Policies { get; private set; } = [];

    /// <summary>Why it broke off last; null while it works.</summary>
    public Exception? Failure { get; private set; }

    /// <param name="isLevel">Nothing more was sealed when it was looked for.</param>
    internal void Took(LiveFold current, bool isLevel)
    {
        lock (turn)
        {
            HasCaughtUp |= isLevel;
            (fold, Position, Policies, Failure) = (current, current.Position, current.Policies, null);
            moved.TrySetResult();
            moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal void Broken(Exception cause)
    {
        lock (turn)
        {
            (Failure, HasCaughtUp) = (cause, false);
        }
    }

    /// <summary>Waits until everything before the position is in the views.</summary>
    public async Task ReachedAsync(long position, CancellationToken ct)
    {
        while (true)
        {
            Task next;
            lock (turn)
            {
                if (Position >= position)
                {
                    return;
                }

                next = moved.Task;
            }

            await next.WaitAsync(ct);
        }
    }
}
