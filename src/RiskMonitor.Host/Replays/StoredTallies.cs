using NodaTime;
using Npgsql;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Ledger;
using RiskMonitor.Surveillance.Digests;

namespace RiskMonitor.Host.Replays;

/// <summary>
/// What is kept beside the log to go on from: the state of the tree, how far the views have come, the version of every
/// stream. Each follows from what is sealed, and a line is added where one says something else.
/// </summary>
public sealed class StoredTallies(NpgsqlDataSource source, PipelineState pipeline, TimeProvider clock)
{
    /// <summary>In one statement, so that all of it is of one moment.</summary>
    private const string Tree = """
        select t.size, t.frontier, t.settled, s.size, s.last,
            t.low_water <= (select coalesce(max(seq_id), 0) from ledger.mt_events) and not exists (
                select from ledger.mt_events e where e.seq_id <= t.low_water
                and not exists (select from ledger.seal s where s.seq_id = e.seq_id))
        from (select coalesce(max(position) + 1, 0) as size, coalesce(max(sealed_at), 'epoch') as last
            from ledger.seal) s
        left join ledger.tree_state t on t.id = 1
        """;

    private const string Hashes = """
        select leaf_hash from ledger.seal where position >= $1 and position < $2 order by position
        """;

    private const string Progress = """
        select p.position, (select coalesce(max(position) + 1, 0) from ledger.seal), p.ordinal = (
            select count(*) from ledger.seal s join ledger.mt_events e on e.seq_id = s.seq_id
            where e.headers ->> 'source' is not null and s.position < p.position)
        from views.progress p
        """;

    private const string Streams = """
        select coalesce(s.id, e.stream_id) from ledger.mt_streams s full join (
            select stream_id, max(version) as version, count(*) as events from ledger.mt_events group by stream_id) e
            on e.stream_id = s.id
        where s.version is distinct from e.version or e.events <> e.version
        order by coalesce(s.id, e.stream_id) collate "C"
        """;

    /// <summary>Two hosts on one ledger have two clocks.</summary>
    private static readonly Duration ClocksApart = Duration.FromMinutes(1);

    /// <param name="tree">Over the seals up to a position, or up to the first that is gone.</param>
    /// <param name="to">That position, under which the lines stand.</param>
    internal async Task AddAlteredAsync(Digest digest, MerkleFrontier tree, long to, CancellationToken ct)
    {
        if (await IsTreeAlteredAsync(tree, ct))
        {
            digest.Add(StoredLedger.Altered(Math.Max(to, 0), "the state of the tree"));
        }

        if (await IsProgressAlteredAsync(ct))
        {
            digest.Add(StoredLedger.Altered(Math.Max(to, 0), "the progress of the views"));
        }

        await using var command = source.CreateCommand(Streams);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            digest.Add(StoredLedger.Altered(Math.Max(to, 0), $"the stream {row.GetString(0)}"));
        }
    }

    /// <summary>Frontier and size are those of all seals; no later seal bears an earlier time or is left out.</summary>
    private async Task<bool> IsTreeAlteredAsync(MerkleFrontier tree, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Tree);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (row.IsDBNull(0) || row.GetInt64(0) != row.GetInt64(3) || !row.GetBoolean(5))
        {
            return true;
        }

        var size = row.GetInt64(0);
        var (settled, last) = (InstantOf(row, 2), InstantOf(row, 4));
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (settled < last || settled > Instant.Max(now + ClocksApart, last))
        {
            return true;
        }

        await ContinueAsync(tree, size, ct);
        var frontier = tree.ToBytes();
        var stored = row.GetFieldValue<byte[][]>(1);
        return tree.Size != size || frontier.Length != stored.Length
            || !frontier.Zip(stored).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
    }

    private async Task ContinueAsync(MerkleFrontier tree, long size, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Hashes);
        command.Parameters.Add(new() { Value = tree.Size });
        command.Parameters.Add(new() { Value = size });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            tree.Append(Sha256Digest.Of(row.GetFieldValue<byte[]>(0)));
        }
    }

    /// <summary>It never goes back behind what this process has written, nor before what is sealed.</summary>
    private async Task<bool> IsProgressAlteredAsync(CancellationToken ct)
    {
        var reached = pipeline.Position;
        await using var command = source.CreateCommand(Progress);
        await using var row = await command.ExecuteReaderAsync(ct);
        return !await row.ReadAsync(ct)
            || row.GetInt64(0) < reached || row.GetInt64(0) > row.GetInt64(1) || !row.GetBoolean(2);
    }

    private static Instant InstantOf(NpgsqlDataReader row, int column) =>
        Instant.FromDateTimeUtc(row.GetDateTime(column));
}
