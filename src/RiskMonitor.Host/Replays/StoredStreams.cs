using System.Text.Json;
using Npgsql;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Incidents;
using RiskMonitor.Surveillance.Digests;

namespace RiskMonitor.Host.Replays;

/// <summary>
/// Alerts and incidents as their events tell them, and a line for each row of their lists that says something else, is
/// missing or was added.
/// </summary>
public sealed class StoredStreams(NpgsqlDataSource source)
{
    private const string Events = """
        select e.stream_id, e.type, e.data, s.position, s.sealed_at
        from ledger.mt_events e join ledger.seal s on s.seq_id = e.seq_id
        where e.stream_id like $1 || '/%' and s.position <= $2 order by e.stream_id, e.version
        """;

    private const string Alerts = """
        select alert, position, content, concat_ws(
            '|', rule, subject, severity, condition, workflow, jurisdiction, cardinality(parties),
            array_to_string(parties, ','), obligor_group, coalesce(trim_scale(unsupported)::text, '~'),
            raised_position, (extract(epoch from raised_at) * 1000000)::bigint)
        from views.alert where position <= $1
        """;

    private const string Incidents = """
        select incident, position, '', concat_ws(
            '|', obligor_group, jurisdiction, cardinality(alerts), array_to_string(alerts, ','), is_open,
            opened_position)
        from views.incident where position <= $1
        """;

    /// <param name="facts">Positions of the facts, ascending: the ordinal of a fact is its place among them.</param>
    public async Task AddAlertsAsync(Digest digest, List<long> facts, long to, CancellationToken ct)
    {
        var shown = await ShownAsync(Alerts, to, Alike, ct);
        var (alert, first) = (default(Alert), "");
        await foreach (var (stream, data, position, sealedAt, isFirst) in EventsAsync("alert", to, ct))
        {
            digest.Add(stream, data, Ordinal);
            alert = Alert.Evolve(isFirst ? null : alert, stream, data)!;
            first = isFirst ? $"{position}|{Microseconds(sealedAt)}" : first;
            Check(digest, shown, stream, position, $"{Text(alert)}\n{ColumnsOf(alert)}|{first}");
        }

        AddLeft(digest, shown);

        long Ordinal(long position) => facts.BinarySearch(position) is >= 0 and var found ? found : -position;
    }

    public async Task AddAlteredIncidentsAsync(Digest digest, long to, CancellationToken ct)
    {
        var shown = await ShownAsync(Incidents, to, content => content, ct);
        var (incident, first) = (default(Incident), 0L);
        await foreach (var (stream, data, position, _, isFirst) in EventsAsync("incident", to, ct))
        {
            incident = Incident.Evolve(isFirst ? null : incident, stream, data)!;
            first = isFirst ? position : first;
            Check(
                digest, shown, stream, position,
                $"\n{incident.Group}|{incident.Jurisdiction}|{incident.Alerts.Count}|"
                + $"{string.Join(',', incident.Alerts)}|{(incident.IsOpen ? 't' : 'f')}|{first}");
        }

        AddLeft(digest, shown);
    }

    /// <summary>In the order of their streams, each stream in its own.</summary>
    private async IAsyncEnumerable<(string Stream, object Data, long Position, DateTime SealedAt, bool IsFirst)>
        EventsAsync(
            string kind, long to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = source.CreateCommand(Events);
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        var before = "";
        while (await row.ReadAsync(ct))
        {
            var stream = row.GetString(0);
            var data = JsonSerializer.Deserialize(
                row.GetString(2), EventCatalogue.Find(row.GetString(1))!, Wire.Json.Options)!;
            yield return (stream, data, row.GetInt64(3), row.GetDateTime(4), stream != before);
            before = stream;
        }
    }

    private async Task<Dictionary<string, string>> ShownAsync(
        string sql, long to, Func<string, string> alike, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            shown[Key(row.GetString(0), row.GetInt64(1))] = $"{alike(row.GetString(2))}\n{row.GetString(3)}";
        }

        return shown;
    }

    private static void Check(
        Digest digest, Dictionary<string, string> shown, string stream, long position, string told)
    {
        var key = Key(stream, position);
        if (!shown.Remove(key, out var row) || row != told)
        {
            digest.Add(new DigestLine($"{key} as it is listed", "altered"));
        }
    }

    private static void AddLeft(Digest digest, Dictionary<string, string> shown)
    {
        foreach (var key in shown.Keys)
        {
            digest.Add(new DigestLine($"{key} as it is listed", "altered"));
        }
    }

    private static string ColumnsOf(Alert alert)
    {
        var raised = alert.Raised;
        var parts = new[]
        {
            raised.Rule, raised.Subject, PageWriter.Word(alert.Severity), PageWriter.Word(alert.Condition),
            PageWriter.Word(alert.Workflow),
            raised.Jurisdiction.Value, $"{raised.Parties.Count}", string.Join(',', raised.Parties), raised.Group,
            alert.UnsupportedDebt is { Amount: var amount } ? Units.CanonicalDecimal.Write(amount) : "~",
        };
        return string.Join('|', parts);
    }

    private static long Microseconds(DateTime time) =>
        (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static string Key(string stream, long position) => $"{stream} @{position}";

    /// <summary>The database keeps members in its own order.</summary>
    private static string Alike(string json) => Text(JsonSerializer.Deserialize<Alert>(json, Wire.Json.Options)!);

    private static string Text(Alert alert) => JsonSerializer.Serialize(alert, Wire.Json.Options);
}
