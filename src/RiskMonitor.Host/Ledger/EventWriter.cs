using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Adds events to Marten's own tables, as Marten's append does, in three round trips for any number of events:
/// the versions of the streams, a block of sequence numbers, one binary COPY.
/// </summary>
/// <remarks>
/// The rows of the streams are locked in the order of their names until the transaction ends, so that writers of one
/// stream wait for each other instead of failing, and two writers of the same streams cannot wait for each other.
/// A sequence number is drawn after its stream was locked: within a stream, both orders are one.
/// </remarks>
internal static class EventWriter
{
    private const string Streams = """
        insert into ledger.mt_streams as s (id, version, timestamp, tenant_id)
        select n.id, n.added, now(), '*DEFAULT*' from unnest($1, $2) as n (id, added)
        on conflict (id) do update set version = s.version + excluded.version, timestamp = now()
        returning id, version
        """;

    private const string Sequence = "select nextval('ledger.mt_events_sequence') from generate_series(1, $1)";

    private const string Copy = """
        copy ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, headers,
            user_name) from stdin (format binary)
        """;

    /// <param name="connection">Within a transaction, which is the caller's to commit.</param>
    /// <param name="recordedAt">Kept to the microsecond, as the database does.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<LedgerEntry> entries, Instant recordedAt, CancellationToken ct)
    {
        if (entries.Count == 0)
            return;

        var (versions, sequences) = await ReserveAsync(connection, entries, ct);
        var at = Microsecond.Of(recordedAt).ToDateTimeUtc();
        await using var copy = await connection.BeginBinaryImportAsync(Copy, ct);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var (stored, dotNet) = EventNames.Of(entry.Data.GetType());
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(sequences[i], NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(entry.Stream, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(++versions[entry.Stream], NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(entry.Json, NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(stored, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(dotNet, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(entry.Headers, NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(entry.Actor, NpgsqlDbType.Varchar, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>The version of each stream before these events, and a sequence number for each event.</summary>
    private static async Task<(Dictionary<string, long> Versions, long[] Sequences)> ReserveAsync(
        NpgsqlConnection connection, IReadOnlyList<LedgerEntry> entries, CancellationToken ct)
    {
        var added = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            added[entry.Stream] = added.GetValueOrDefault(entry.Stream) + 1;
        }

        var names = added.Keys.ToArray();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Streams)
                {
                    Parameters =
                    {
                        new() { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                        new() { Value = added.Values.ToArray() },
                    },
                },
                new(Sequence) { Parameters = { new() { Value = (long)entries.Count } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var versions = new Dictionary<string, long>(names.Length, StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            var stream = reader.GetString(0);
            versions.Add(stream, reader.GetInt64(1) - added[stream]);
        }

        var sequences = new long[entries.Count];
        await reader.NextResultAsync(ct);
        for (var i = 0; await reader.ReadAsync(ct); i++)
        {
            sequences[i] = reader.GetInt64(0);
        }

        return (versions, sequences);
    }
}
