using NodaTime;
using Npgsql;
using NpgsqlTypes;
using RiskMonitor.Ledger;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// The right to give positions, held by one session of the database at a time, and the giving itself. The session
/// that holds the right is the one that writes: when it is lost, so is what it had begun.
/// </summary>
public sealed class SealSession : IAsyncDisposable
{
    private const int Chunk = 2_000;

    private const string Right = "hashtext('riskmonitor ledger sealer')";

    /// <summary>
    /// A server that does not know yet how much the log has grown would read all of it, again and again.
    /// </summary>
    private const string ByIndex = "set enable_seqscan = off; set enable_bitmapscan = off";

    /// <summary>
    /// No limit: a snapshot holds whole transactions, a part of one must not be sealed without the rest. The offset
    /// keeps each look-up one of the index.
    /// </summary>
    private const string Pending = """
        select e.seq_id, e.xmin from ledger.mt_events e
        left join lateral (select s.seq_id from ledger.seal s where s.seq_id = e.seq_id offset 0) s on true
        where e.seq_id > $1 and s.seq_id is null order by e.seq_id
        """;

    private const string Events = $"""
        select {EventRows.Columns} from unnest($1) with ordinality as n (seq_id, place)
        cross join lateral (select * from ledger.mt_events e where e.seq_id = n.seq_id offset 0) e order by n.place
        """;

    private const string Insert = """
        insert into ledger.seal (position, seq_id, leaf_hash, sealed_at)
        select $1 + n.place - 1, n.seq_id, n.leaf_hash, $4
        from unnest($2, $3) with ordinality as n (seq_id, leaf_hash, place)
        """;

    private const string Tell = "select pg_notify('ledger_sealed', $1)";

    private readonly NpgsqlConnection connection;
    private readonly TimeProvider clock;
    private readonly LowWater lowWater = new();
    private long highest;
    private long mark;

    private bool told;

    private SealSession(NpgsqlConnection connection, TimeProvider clock)
    {
        (this.connection, this.clock) = (connection, clock);
        connection.Notification += (_, _) => told = true;
    }

    /// <summary>Null while another session has the right.</summary>
    /// <param name="runtime">Connection string of the runtime role.</param>
    public static async Task<SealSession?> TryOpenAsync(string runtime, TimeProvider clock, CancellationToken ct)
    {
        // Not from the pool: a session that is put back there keeps its locks until somebody else takes it out.
        var alone = new NpgsqlConnectionStringBuilder(LedgerSettings.Tuned(runtime))
        {
            Pooling = false,
            CommandTimeout = 0, // after a bulk load one snapshot is long
        };
        var connection = new NpgsqlConnection(alone.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var attempt = new NpgsqlCommand($"select pg_try_advisory_lock({Right})", connection);
            if (await attempt.ExecuteScalarAsync(ct) is true)
            {
                var session = new SealSession(connection, clock);
                await session.BeginAsync(ct);
                connection = null;
                return session;
            }

            return null;
        }
        finally
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>Returns when something was written, or when the time is over.</summary>
    /// <remarks>
    /// What is told while a statement runs is handed over with the statement's answer, and waiting for it afterwards
    /// would be in vain: then there is nothing to wait for.
    /// </remarks>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (!told)
        {
            await connection.WaitAsync(atMost, ct);
        }

        told = false;
    }

    /// <summary>
    /// Gives a position to every event that is committed and has none. The snapshot is one, so that a transaction is
    /// sealed whole, and the seal time is one for all of it.
    /// </summary>
    /// <returns>How many events have a position now.</returns>
    /// <exception cref="LedgerHaltedException">An event is not what was written. Nothing was sealed.</exception>
    public async Task<long> SealAsync(CancellationToken ct)
    {
        for (; ; )
        {
            try
            {
                return await SealOnceAsync(ct);
            }
            catch (PostgresException lost) when (lost.SqlState == PostgresErrorCodes.SerializationFailure)
            {
                // Somebody settled a time between our lock and our snapshot.
            }
        }
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();

    private async Task BeginAsync(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"{ByIndex}; listen ledger_appended; select coalesce(max(seq_id), 0) from ledger.seal", connection);
        highest = (long)(await command.ExecuteScalarAsync(ct))!;
        mark = (await TreeState.LookAsync(connection, ct)).LowWater;
        lowWater.After(highest, mark);
    }

    private async Task<long> SealOnceAsync(CancellationToken ct)
    {
        var above = await lowWater.BeforeAsync(connection, mark, ct);

        await using var transaction =
            await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (state, events) = await TakeAsync(ct);
        if (events.Count == 0 && above is null)
            return state.Size;

        var sealedAt = events.Count == 0 ? state.Settled : NextTime(state.Settled);
        var tree = MerkleFrontier.Of(state.Size, state.Frontier);
        SealOrder.Sort(events);
        NpgsqlBatchCommand? rows = null;
        foreach (var chunk in events.Chunk(Chunk))
        {
            await ExecuteAsync([rows], ct);
            rows = await SealAsync(tree, chunk, sealedAt, ct);
        }

        var sealedNow = new TreeState(tree.Size, tree.ToBytes(), above ?? state.LowWater, sealedAt);
        await ExecuteAsync([rows, sealedNow.Writing(), rows is null ? null : Telling(tree.Size)], ct);
        await transaction.CommitAsync(ct);

        highest = events.Aggregate(highest, (last, e) => Math.Max(last, e.Sequence));
        mark = sealedNow.LowWater;
        lowWater.After(highest, mark);
        return tree.Size;
    }

    /// <summary>Strictly after every time that was given or asked for, whatever the clock says.</summary>
    private Instant NextTime(Instant settled)
    {
        var now = Microsecond.Of(Instant.FromDateTimeOffset(clock.GetUtcNow()));
        return Instant.Max(now, settled + Microsecond.One);
    }

    /// <summary>
    /// The state that the tree is in, and what is to be sealed. The mark is this session's: should another have moved
    /// it since, a little is looked at in vain.
    /// </summary>
    private async Task<(TreeState State, List<Unsealed> Pending)> TakeAsync(CancellationToken ct)
    {
        await using var batch = TreeState.Taking(connection);
        batch.BatchCommands.Add(new(Pending) { Parameters = { new() { Value = mark } } });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var state = await TreeState.ReadAsync(reader, ct);
        await reader.NextResultAsync(ct);
        var pending = new List<Unsealed>();
        while (await reader.ReadAsync(ct))
        {
            pending.Add(new(reader.GetInt64(0), reader.GetFieldValue<uint>(1)));
        }

        return (state, pending);
    }

    /// <summary>Appends the events to the tree.</summary>
    /// <returns>What writes their rows: it goes to the server together with what follows.</returns>
    private async Task<NpgsqlBatchCommand> SealAsync(
        MerkleFrontier tree, Unsealed[] chunk, Instant sealedAt, CancellationToken ct)
    {
        var position = tree.Size;
        var sequences = Array.ConvertAll(chunk, e => e.Sequence);
        var hashes = new List<byte[]>(chunk.Length);
        await using (var command = new NpgsqlCommand(Events, connection))
        {
            command.Parameters.Add(new() { Value = sequences });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var hash = LeafForm.Hash(LeafForm.Checked(EventRows.Read(reader, tree.Size, sealedAt)));
                hashes.Add(hash.ToArray());
                tree.Append(hash);
            }
        }

        return new NpgsqlBatchCommand(Insert)
        {
            Parameters =
            {
                new() { Value = position },
                new() { Value = sequences },
                new() { Value = hashes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new() { Value = sealedAt.ToDateTimeUtc() },
            },
        };
    }

    private async Task ExecuteAsync(IEnumerable<NpgsqlBatchCommand?> commands, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands.OfType<NpgsqlBatchCommand>())
        {
            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Telling(long size) => new(Tell)
    {
        Parameters = { new() { Value = size.ToString(System.Globalization.CultureInfo.InvariantCulture) } },
    };
}
