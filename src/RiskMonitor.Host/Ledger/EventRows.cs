using NodaTime;
using Npgsql;

namespace RiskMonitor.Host.Ledger;

/// <summary>The columns of an event that are sealed, and how a row of them is read.</summary>
internal static class EventRows
{
    /// <summary>Of <c>mt_events as e</c>. What is missing is where the row lies and which class it once was.</summary>
    public const string Columns = """
        e.seq_id, e.timestamp, e.id, e.stream_id, e.version, e.type, e.data, e.headers, e.user_name,
        e.correlation_id, e.causation_id
        """;

    private static readonly ReadOnlyMemory<byte> NoHeaders = "{}"u8.ToArray();

    public static SealedEvent Read(NpgsqlDataReader row, long position, Instant sealedAt) => new(
        position,
        sealedAt,
        Instant.FromDateTimeUtc(row.GetDateTime(1)),
        row.GetGuid(2),
        row.GetString(3),
        row.GetInt64(4),
        row.GetString(5),
        row.GetFieldValue<byte[]>(6),
        row.IsDBNull(7) ? NoHeaders : row.GetFieldValue<byte[]>(7),
        Text(row, 8),
        Text(row, 9),
        Text(row, 10));

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
