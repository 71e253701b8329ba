using NodaTime;
using Npgsql;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Ledger;

/// <summary>The one way into the log. Filing is idempotent by (source, id), for ever.</summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed class LedgerAppender(NpgsqlDataSource source, TimeProvider clock, LedgerIntegrity integrity)
{
    /// <summary>
    /// Another writer took an id between our look and our write, or a deadlock was broken: look again.
    /// </summary>
    private const int Attempts = 5;

    /// <summary>Writes the facts that are new, and the receipt, in one transaction.</summary>
    /// <param name="receipt">Given the outcomes, makes the receipt; the same receipt is written once.</param>
    /// <param name="filing">Id of the filing within the source.</param>
    /// <param name="actor">Subject of the token.</param>
    /// <param name="atomic">All or nothing: a conflict leaves the log as it was.</param>
    /// <exception cref="LedgerHaltedException">What is stored was found not to be what was filed.</exception>
    public Task<AppendResult> AppendAsync(
        IReadOnlyList<FiledFact> facts,
        string actor,
        string? filing = null,
        Func<IReadOnlyList<FactOutcome>, FilingAccepted>? receipt = null,
        bool atomic = false,
        CancellationToken ct = default) =>
        AppendAsync([.. facts.Select(fact => PreparedFact.Of(fact, filing, actor))], actor, receipt, atomic, ct);

    /// <summary>The same of facts whose rows were made before, while others were written.</summary>
    internal async Task<AppendResult> AppendAsync(
        IReadOnlyList<PreparedFact> facts,
        string actor,
        Func<IReadOnlyList<FactOutcome>, FilingAccepted>? receipt,
        bool atomic,
        CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                integrity.Demand();
                return await AppendOnceAsync(facts, actor, receipt, atomic, ct);
            }
            catch (PostgresException lost) when (attempt < Attempts && lost.SqlState
                is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.SerializationFailure)
            {
                // Nothing was written: the whole of it can be done again.
            }
        }
    }

    /// <summary>Writes conclusions within a transaction that is somebody else's, and theirs to commit.</summary>
    /// <exception cref="PostgresException">23505: a conclusion of the same key is there; the transaction is
    /// lost.</exception>
    public async Task AppendAsync(
        NpgsqlTransaction transaction, IReadOnlyList<Conclusion> conclusions, CancellationToken ct = default)
    {
        integrity.Demand();
        var connection = transaction.Connection
            ?? throw new InvalidOperationException("The transaction is over.");
        await EventWriter.WriteAsync(connection, [.. conclusions.Select(LedgerEntry.Of)], Now, ct);
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private async Task<AppendResult> AppendOnceAsync(
        IReadOnlyList<PreparedFact> facts,
        string actor,
        Func<IReadOnlyList<FactOutcome>, FilingAccepted>? receipt,
        bool atomic,
        CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        var outcomes = await Duplicates.FindAsync(connection, facts, ct);
        if (atomic && Array.Exists(outcomes, outcome => outcome.Status == AppendStatus.Conflict))
            return new(outcomes, Written: false, Receipt: null);

        var entries = new List<LedgerEntry>(facts.Count + 1);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Status == AppendStatus.Accepted)
                entries.Add(facts[i].Entry);
        }

        var accepted = receipt?.Invoke(outcomes);
        if (accepted is not null && LedgerEntry.Of(Receipt(accepted, actor)) is var entry
            && !await Duplicates.ExistsAsync(connection, entry.Id, ct))
        {
            entries.Add(entry);
        }

        await EventWriter.WriteAsync(connection, entries, Now, ct);
        await transaction.CommitAsync(ct);
        return new(outcomes, Written: true, accepted);
    }

    /// <summary>The same bytes under the same name are one receipt, however often they are sent.</summary>
    private static Conclusion Receipt(FilingAccepted accepted, string actor) => new(
        $"filing/{accepted.Source}/{accepted.Filing}",
        accepted,
        $"filing-accepted|{accepted.Source}|{accepted.Filing}|{accepted.Sha256}",
        actor);
}
