using NodaTime;
using Npgsql;

namespace RiskMonitor.Host.Telemetry;

/// <summary>How long raw samples are kept: until their owner says otherwise.</summary>
public static class TelemetryRetention
{
    /// <summary>Notes first what goes, so that no sample is added to a day of which half is gone.</summary>
    private const string Note = """
        insert into telemetry.dropped (before) values ($1) on conflict do nothing
        """;

    private const string Parts = """
        select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'telemetry.sample'::regclass and c.relname < 'sample_' || to_char($1, 'YYYYMMDD')
        order by c.relname
        """;

    /// <param name="owner">Connections of the schema's owner.</param>
    /// <param name="before">The first day, in UTC, that is kept.</param>
    /// <returns>Names of the partitions that were dropped.</returns>
    public static async Task<IReadOnlyList<string>> DropAsync(
        NpgsqlDataSource owner, LocalDate before, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        var day = DateOnly.FromDateTime(before.ToDateTimeUnspecified());
        await using (var note = TelemetryRows.Command(connection, Note, day))
        {
            await note.ExecuteNonQueryAsync(ct);
        }

        var parts = new List<string>();
        await using (var query = TelemetryRows.Command(connection, Parts, day))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                parts.Add(row.GetString(0));
            }
        }

        foreach (var part in parts)
        {
            await using var drop = TelemetryRows.Command(connection, $"drop table telemetry.{part}");
            await drop.ExecuteNonQueryAsync(ct);
        }

        return parts;
    }
}
