using NodaTime;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// The days around one day over which an answer stays as it is: every day on which something turns narrows it.
/// </summary>
internal sealed class Stretch(LocalDate day)
{
    private LocalDate from = LocalDate.MinIsoValue;
    private LocalDate? until;

    public void Turn(LocalDate turn)
    {
        if (turn <= day)
        {
            from = LocalDate.Max(from, turn);
        }
        else
        {
            until = until is { } known ? LocalDate.Min(known, turn) : turn;
        }
    }

    public void Turn(IEnumerable<LocalDate> turns)
    {
        foreach (var turn in turns)
        {
            Turn(turn);
        }
    }

    public void Turn(Stretch other)
    {
        from = LocalDate.Max(from, other.from);
        if (other.until is { } end)
        {
            until = until is { } known ? LocalDate.Min(known, end) : end;
        }
    }

    public bool Holds(LocalDate asked) => from <= asked && (until is null || asked < until);
}

/// <summary>The last answer and the days for which it stands, until anything is learned.</summary>
internal sealed class Memo<T>
    where T : class
{
    private long learned = -1;
    private DateTimeZone? zone;
    private Stretch? stretch;
    private T? answer;

    public T? Recall(long learnedNow, LocalDate day, PolicyInForce policy) =>
        learned == learnedNow && ReferenceEquals(zone, policy.Zone) && stretch!.Holds(day) ? answer : null;

    public T Keep(long learnedNow, PolicyInForce policy, Stretch days, T answered)
    {
        (learned, zone, stretch, answer) = (learnedNow, policy.Zone, days, answered);
        return answered;
    }
}
