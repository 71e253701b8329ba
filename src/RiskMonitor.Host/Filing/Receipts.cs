using System.Text.Json;
using NodaTime;
using Npgsql;
using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Filing;

/// <summary>
/// What a reporter can show later: that this file was taken in, and a signature that nobody can take back.
/// </summary>
/// <param name="Position">Sealed position of the receipt; absent until it is sealed.</param>
/// <param name="Checkpoint">First signed checkpoint that covers it; absent until there is one.</param>
public sealed record Receipt(FilingAccepted Accepted, long? Position, Instant? SealedAt, string? Checkpoint);

public sealed class Receipts(NpgsqlDataSource source, Checkpoints checkpoints)
{
    private const string Latest = """
        select e.data, s.position, s.sealed_at
        from ledger.mt_events e left join ledger.seal s on s.seq_id = e.seq_id
        where e.stream_id = $1 order by e.version desc limit 1
        """;

    public async Task<Receipt?> FindAsync(string reporter, string filing, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Latest);
        command.Parameters.Add(new() { Value = $"filing/{reporter}/{filing}" });
        FilingAccepted accepted;
        long? position;
        Instant? sealedAt;
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            if (!await row.ReadAsync(ct))
            {
                return null;
            }

            accepted = JsonSerializer.Deserialize<FilingAccepted>(row.GetString(0), Wire.Json.Options)!;
            position = await row.IsDBNullAsync(1, ct) ? null : row.GetInt64(1);
            sealedAt = await row.IsDBNullAsync(2, ct) ? null : Instant.FromDateTimeUtc(row.GetDateTime(2));
        }

        return new Receipt(
            accepted, position, sealedAt, position is { } at ? await checkpoints.CoveringAsync(at, ct) : null);
    }
}
