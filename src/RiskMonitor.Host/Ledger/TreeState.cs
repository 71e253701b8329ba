using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace RiskMonitor.Host.Ledger;

/// <summary>All that is needed to seal on: as a row of the database it changes with the seals or not at all.</summary>
/// <param name="Size">How many events are sealed.</param>
/// <param name="Frontier">Roots of the full subtrees of the tree, the largest first.</param>
/// <param name="LowWater">Sequence number below which all is sealed or never was.</param>
/// <param name="Settled">Later seals bear a later time.</param>
internal sealed record TreeState(long Size, byte[][] Frontier, long LowWater, Instant Settled)
{
    /// <summary>Taken before the snapshot is: a statement that reads would begin it.</summary>
    private const string Lock = "lock table ledger.tree_state in exclusive mode";

    private const string Select = "select size, frontier, low_water, settled from ledger.tree_state where id = 1";

    private const string Update = """
        update ledger.tree_state set size = $1, frontier = $2, low_water = $3, settled = $4 where id = 1
        """;

    /// <summary>What begins a batch of statements that seal: the state is its first result.</summary>
    public static NpgsqlBatch Taking(NpgsqlConnection connection) =>
        new(connection) { BatchCommands = { new(Lock), new(Select) } };

    public static async Task<TreeState> LookAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadAsync(reader, ct);
    }

    public NpgsqlBatchCommand Writing() => new(Update)
    {
        Parameters =
        {
            new() { Value = Size },
            new() { Value = Frontier, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            new() { Value = LowWater },
            new() { Value = Settled.ToDateTimeUtc() },
        },
    };

    public static async Task<TreeState> ReadAsync(NpgsqlDataReader reader, CancellationToken ct) =>
        await reader.ReadAsync(ct)
            ? new(
                reader.GetInt64(0),
                reader.GetFieldValue<byte[][]>(1),
                reader.GetInt64(2),
                Instant.FromDateTimeUtc(reader.GetDateTime(3)))
            : throw new LedgerHaltedException("The state of the tree is gone.");
}
