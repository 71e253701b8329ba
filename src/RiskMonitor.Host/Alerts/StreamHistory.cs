using System.Text.Json;
using NodaTime;
using Npgsql;

namespace RiskMonitor.Host.Alerts;

/// <summary>The sealed events of one stream.</summary>
public sealed class StreamHistory(NpgsqlDataSource source)
{
    private const string Events = """
        select s.position, s.sealed_at, e.type, e.data
        from ledger.mt_events e join ledger.seal s on s.seq_id = e.seq_id
        where e.stream_id = $1 and s.position <= $2 order by e.version
        """;

    public async Task<IReadOnlyList<StreamEvent>> ReadAsync(string stream, long position, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Events);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var events = new List<StreamEvent>();
        while (await row.ReadAsync(ct))
        {
            var type = EventCatalogue.Find(row.GetString(2))!;
            events.Add(new StreamEvent(
                row.GetInt64(0),
                Instant.FromDateTimeUtc(row.GetDateTime(1)),
                JsonSerializer.Deserialize(row.GetString(3), type, Wire.Json.Options)!));
        }

        return events;
    }
}

public sealed record StreamEvent(long Position, Instant SealedAt, object Data);
