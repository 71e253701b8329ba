using Npgsql;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// The sequence number up to which nothing unsealed can appear any more, so that nobody need look there again. A
/// number below the highest one that was seen may belong to a transaction that has not committed; it can no longer
/// when every transaction that ran after the sighting is over, and a snapshot was taken and sealed since.
/// </summary>
/// <remarks>
/// It only saves work. As long as some transaction of the server stays open the mark stays where it is, and each
/// search for unsealed events begins there.
/// </remarks>
internal sealed class LowWater
{
    /// <summary>Every transaction holds a lock on its virtual id until it ends, whoever looks may see that.</summary>
    private const string Running = """
        select virtualtransaction from pg_locks where locktype = 'virtualxid' and pid <> pg_backend_pid()
        """;

    private long sighted;

    private HashSet<string>? witnesses;

    /// <summary>
    /// Before a snapshot is taken: the mark that holds once all that the snapshot shows is sealed; null when none can
    /// be told.
    /// </summary>
    public async Task<long?> BeforeAsync(NpgsqlConnection connection, long mark, CancellationToken ct)
    {
        if (sighted <= mark)
            return null;

        var running = await RunningAsync(connection, ct);
        if (witnesses is null)
        {
            witnesses = running;
            return witnesses.Count == 0 ? sighted : null;
        }

        witnesses.IntersectWith(running);
        return witnesses.Count == 0 ? sighted : null;
    }

    /// <summary>After it was sealed.</summary>
    /// <param name="highest">The highest sequence number that was ever seen.</param>
    public void After(long highest, long mark)
    {
        if (mark < sighted || highest == sighted)
            return;

        (sighted, witnesses) = (highest, null);
    }

    private static async Task<HashSet<string>> RunningAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Running, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var running = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            running.Add(reader.GetString(0));
        }

        return running;
    }
}
