using Npgsql;
using RiskMonitor.Host.Access;

namespace RiskMonitor.Host.Exposure;

/// <summary>How many alerts stand on each pool, as of a position, of those that the caller may see.</summary>
public sealed class OpenAlerts(NpgsqlDataSource source)
{
    private const string Standing = """
        select substr(subject, position('/' in subject) + 1), jurisdiction, parties
        from (
            select distinct on (alert) alert, subject, condition, jurisdiction, parties
            from views.alert where position <= $1 order by alert, position desc) latest
        where condition = 'firing'
        """;

    public async Task<IReadOnlyDictionary<string, int>> ByPoolAsync(
        long position, Caller caller, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Standing);
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            if (caller.Sees(Jurisdiction.Of(row.GetString(1)), row.GetFieldValue<string[]>(2).Select(PartyId.Of)))
            {
                open[row.GetString(0)] = open.GetValueOrDefault(row.GetString(0)) + 1;
            }
        }

        return open;
    }
}
