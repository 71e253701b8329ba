using Npgsql;

namespace RiskMonitor.Host.Exposure;

/// <summary>How many alerts stand on each pool, as of a position.</summary>
public sealed class OpenAlerts(NpgsqlDataSource source)
{
    private const string Standing = """
        select substr(subject, position('/' in subject) + 1), count(*)::int
        from (
            select distinct on (alert) alert, subject, condition
            from views.alert where position <= $1 order by alert, position desc) latest
        where condition = 'firing' group by 1
        """;

    public async Task<IReadOnlyDictionary<string, int>> ByPoolAsync(long position, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Standing);
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            open[row.GetString(0)] = row.GetInt32(1);
        }

        return open;
    }
}
