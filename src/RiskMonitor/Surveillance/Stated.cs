using NodaTime;

namespace RiskMonitor.Surveillance;

/// <summary>A fact as it stands now, after every correction known so far.</summary>
/// <param name="Position">Of the filing or, once corrected, of the last correction: the last word wins.</param>
/// <param name="Filed">Position of the original filing.</param>
public sealed record Stated<T>(
    T Data, Instant ValidTime, long Position, long Filed, Instant RecordedAt, FiledId Id, Evidence Evidence)
    : IStated
    where T : class
{
    object IStated.Data => Data;
}

/// <summary>A stated fact whose type is not known to the reader.</summary>
public interface IStated
{
    object Data { get; }

    Instant ValidTime { get; }

    long Position { get; }

    long Filed { get; }

    Instant RecordedAt { get; }

    FiledId Id { get; }

    Evidence Evidence { get; }
}
