using Npgsql;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Ledger;

/// <summary>Tells new facts from those that are there, and those from others that only bear their id.</summary>
internal static class Duplicates
{
    private const string Known = """
        select id, headers ->> 'hash' from ledger.mt_events where id = any($1)
        """;

    private const string Stored = """
        select stream_id, type, data, headers from ledger.mt_events where id = $1
        """;

    public static async Task<FactOutcome[]> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<PreparedFact> facts, CancellationToken ct)
    {
        var ids = new Guid[facts.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = facts[i].Entry.Id;
        }

        var known = await KnownAsync(connection, ids, ct);
        var first = new Dictionary<Guid, FiledFact>(facts.Count);
        var outcomes = new FactOutcome[facts.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            var (fact, id) = (facts[i].Fact, ids[i]);
            var stored = known.TryGetValue(id, out var hash);
            var earlier = stored || first.TryAdd(id, fact) ? null : first[id];
            outcomes[i] = !stored && earlier is null ? new(AppendStatus.Accepted, id, null)
                : (earlier?.CanonicalHash ?? hash) == fact.CanonicalHash ? new(AppendStatus.Duplicate, id, null)
                : new(AppendStatus.Conflict, id, await DifferenceAsync(connection, id, earlier, fact, ct));
        }

        return outcomes;
    }

    public static async Task<bool> ExistsAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select from ledger.mt_events where id = $1", connection)
        {
            Parameters = { new() { Value = id } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct);
    }

    private static async Task<Dictionary<Guid, string?>> KnownAsync(
        NpgsqlConnection connection, Guid[] ids, CancellationToken ct)
    {
        var known = new Dictionary<Guid, string?>();
        if (ids.Length == 0)
            return known;

        await using var command = new NpgsqlCommand(Known, connection) { Parameters = { new() { Value = ids } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            known.Add(reader.GetGuid(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetString(1));
        }

        return known;
    }

    private static async Task<string> DifferenceAsync(
        NpgsqlConnection connection, Guid id, FiledFact? earlier, FiledFact fact, CancellationToken ct)
    {
        var before = earlier is null ? await StoredAsync(connection, id, ct) : FilingForm.Of(earlier);
        return FilingForm.Difference(before, FilingForm.Of(fact));
    }

    private static async Task<string> StoredAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Stored, connection) { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return FilingForm.Of(
            reader.GetString(0), reader.GetString(1), reader.GetString(2),
            EventHeaders.Read(reader.GetFieldValue<byte[]>(3)));
    }
}
