using System.Runtime.CompilerServices;
using NodaTime;
using Npgsql;

namespace RiskMonitor.Host.Ledger;

/// <summary>Reads the log in its one order. What has no position yet does not exist here.</summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed class SealedReader(NpgsqlDataSource source, TimeProvider clock)
{
    private const int Page = 5_000;

    /// <summary>
    /// The offset keeps it one look-up for each event, however little the server knows of how much there is.
    /// </summary>
    private const string Events = $"""
        select {EventRows.Columns}, s.position, s.sealed_at from ledger.seal s
        cross join lateral (select * from ledger.mt_events e where e.seq_id = s.seq_id offset 0) e
        where s.position >= $1 and s.position < $2 order by s.position
        """;

    private const string Size = "select size from ledger.tree_state where id = 1";

    /// <summary>How many events have a position: the position of the next one.</summary>
    public async Task<long> SizeAsync(CancellationToken ct = default)
    {
        await using var command = source.CreateCommand(Size);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <param name="from">First position.</param>
    /// <param name="to">Last position; null for all that are sealed when the reading begins.</param>
    /// <remarks>
    /// Pages are cut by position, which never changes, so that no page depends on how fast another was read, and no
    /// transaction stays open between two.
    /// </remarks>
    public async IAsyncEnumerable<SealedEvent> ReadAsync(
        long from, long? to = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var size = await SizeAsync(ct);
        var end = to is { } last ? Math.Min(size, last + 1) : size;
        for (var next = from; next < end; next += Page)
        {
            foreach (var e in await PageAsync(next, Math.Min(end, next + Page), ct))
            {
                yield return e;
            }
        }
    }

    /// <summary>The events from a position on, as far as they are sealed, in one round trip.</summary>
    /// <param name="most">Not more than so many.</param>
    public async Task<IReadOnlyList<SealedEvent>> NextAsync(long from, int most, CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Size),
                new(Events) { Parameters = { new() { Value = from }, new() { Value = from + most } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var size = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        var page = await PageAsync(reader, ct);

        // More may have been sealed between the two answers, and then the page has it.
        return Whole(page, from, Math.Max(Math.Min(size, from + most), from + page.Count));
    }

    /// <summary>
    /// The last position that was sealed at that time or before; null when there is none. Once given, the answer
    /// holds for ever: whatever is sealed after it gets a later seal time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time has not come yet.</exception>
    public async Task<long?> PositionAtAsync(Instant time, CancellationToken ct = default)
    {
        var at = Microsecond.Of(time);
        if (at > Instant.FromDateTimeOffset(clock.GetUtcNow()))
            throw new ArgumentOutOfRangeException(nameof(time), time, "What will be recorded is not known yet.");

        await using var connection = await source.OpenConnectionAsync(ct);
        await SettleAsync(connection, at, ct);
        await using var command = new NpgsqlCommand(
            "select position from ledger.seal where sealed_at <= $1 order by sealed_at desc, position desc limit 1",
            connection)
        {
            Parameters = { new() { Value = at.ToDateTimeUtc() } },
        };
        return (long?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>
    /// A batch that is being sealed may bear a time that has passed already. Its writer holds the row: this waits for
    /// it, and makes every later batch bear a time after the one that was asked for.
    /// </summary>
    private static async Task SettleAsync(NpgsqlConnection connection, Instant at, CancellationToken ct)
    {
        var time = new NpgsqlParameter { Value = at.ToDateTimeUtc() };
        await using var settled = new NpgsqlCommand("select settled >= $1 from ledger.tree_state", connection)
        {
            Parameters = { time },
        };
        if ((bool)(await settled.ExecuteScalarAsync(ct))!)
            return;

        await using var settle = new NpgsqlCommand(
            "update ledger.tree_state set settled = greatest(settled, $1)", connection)
        {
            Parameters = { time.Clone() },
        };
        await settle.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<SealedEvent>> PageAsync(long from, long end, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Events);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = end });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return Whole(await PageAsync(reader, ct), from, end);
    }

    private static async Task<List<SealedEvent>> PageAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var page = new List<SealedEvent>();
        while (await reader.ReadAsync(ct))
        {
            page.Add(EventRows.Read(
                reader, reader.GetInt64(11), Instant.FromDateTimeUtc(reader.GetDateTime(12))));
        }

        return page;
    }

    private static List<SealedEvent> Whole(List<SealedEvent> page, long from, long end) =>
        page.Count == end - from ? page : throw new LedgerHaltedException(
            $"Of the events at positions {from} to {end - 1}, {end - from - page.Count} are gone from the table.");
}
