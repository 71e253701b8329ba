using System.Text.Json;
using NodaTime;
using Npgsql;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Exposure;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Host.Replays;

/// <summary>What was concluded, as it is stored now: for a replay to be held against.</summary>
/// <remarks>
/// Alerts are read from their events, and what lists show of them must agree with those; the exposures of an assessment
/// are read from their own table. So a change of any one row of them is seen.
/// </remarks>
public sealed class StoredConclusions(NpgsqlDataSource source)
{
    private const string Facts = """
        select s.position from ledger.seal s join ledger.mt_events e on e.seq_id = s.seq_id
        where e.headers ->> 'source' is not null order by s.position
        """;

    private const string AlertEvents = """
        select e.stream_id, e.type, e.data, s.position
        from ledger.mt_events e join ledger.seal s on s.seq_id = e.seq_id
        where e.stream_id like 'alert/%' order by e.stream_id, e.version
        """;

    /// <param name="to">Rows brought about after this position are left out.</param>
    public async Task<Digest> DigestAsync(long to, CancellationToken ct)
    {
        var digest = new Digest();
        var ordinals = await OrdinalsAsync(ct);
        await AddAlertsAsync(digest, ordinals, to, ct);
        await AddAssessmentsAsync(digest, to, ct);
        await AddRowsAsync<NoticeRow>(digest, "notice", to, digest.Add, ct);
        await AddRowsAsync<FindingRow>(digest, "finding", to, digest.Add, ct);
        return digest;
    }

    /// <summary>Positions of the facts, ascending: the ordinal of a fact is its place among them.</summary>
    private async Task<List<long>> OrdinalsAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(Facts);
        await using var row = await command.ExecuteReaderAsync(ct);
        var positions = new List<long>();
        while (await row.ReadAsync(ct))
        {
            positions.Add(row.GetInt64(0));
        }

        return positions;
    }

    private async Task AddAlertsAsync(Digest digest, List<long> facts, long to, CancellationToken ct)
    {
        var shown = await ShownAsync(ct);
        await using var command = source.CreateCommand(AlertEvents);
        await using var row = await command.ExecuteReaderAsync(ct);
        var (stream, alert) = ("", default(Alert));
        while (await row.ReadAsync(ct))
        {
            if (row.GetString(0) != stream)
            {
                (stream, alert) = (row.GetString(0), null);
            }

            if (row.GetInt64(3) > to)
            {
                continue;
            }

            var data = JsonSerializer.Deserialize(
                row.GetString(2), EventCatalogue.Find(row.GetString(1))!, Wire.Json.Options)!;
            digest.Add(stream, data, Ordinal);
            alert = Alert.Evolve(alert, stream, data);
            var key = $"{stream} @{row.GetInt64(3)}";
            if (shown.Remove(key, out var view) && view != JsonSerializer.Serialize(alert, Wire.Json.Options))
            {
                digest.Add(new DigestLine($"{key} as it is listed", "altered"));
            }
        }

        long Ordinal(long position) => facts.BinarySearch(position) is >= 0 and var found ? found : -position;
    }

    /// <summary>
    /// What lists show of each alert after each of its events, in the order of members of the record.
    /// </summary>
    private async Task<Dictionary<string, string>> ShownAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select alert, position, content from views.alert");
        await using var row = await command.ExecuteReaderAsync(ct);
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            shown[$"{row.GetString(0)} @{row.GetInt64(1)}"] = Same<Alert>(row.GetString(2));
        }

        return shown;
    }

    /// <summary>The text of a row is what was said; what its leaves say in their own table must be the same.</summary>
    private async Task AddAssessmentsAsync(Digest digest, long to, CancellationToken ct)
    {
        var leaves = await LeavesAsync(ct);
        await using var command = source.CreateCommand(
            "select subject, day, ordinal, position, content from views.assessment where position <= $1");
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var subject = row.GetString(0);
            var day = LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(1));
            var content = row.GetFieldValue<byte[]>(4);
            var line = DigestLine.OfAssessment(subject, day, row.GetInt64(2), content);
            digest.Add(line);
            if (subject.StartsWith("pool/", StringComparison.Ordinal)
                && !Exposures(content).SequenceEqual(leaves.GetValueOrDefault((subject, day, row.GetInt64(3))) ?? []))
            {
                digest.Add(new DigestLine($"{line.Key}, its exposures", "altered"));
            }
        }
    }

    /// <summary>The leaves as the assessment says them, in the order of facilities.</summary>
    private static IEnumerable<ExposureLeaf> Exposures(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        return document.RootElement.GetProperty("exposures").Deserialize<ExposureLeaf[]>(Wire.Json.Options)!
            .OrderBy(leaf => leaf.Facility?.Value ?? "", StringComparer.Ordinal);
    }

    private async Task<Dictionary<(string Subject, LocalDate Day, long Position), List<ExposureLeaf>>> LeavesAsync(
        CancellationToken ct)
    {
        var leaves = new Dictionary<(string, LocalDate, long), List<ExposureLeaf>>();
        await foreach (var placed in ExposureLeaves.AllAsync(source, ct))
        {
            var key = ($"pool/{placed.Leaf.Pool}", placed.Day, placed.Position);
            if (!leaves.TryGetValue(key, out var own))
            {
                leaves.Add(key, own = []);
            }

            own.Add(placed.Leaf);
        }

        return leaves;
    }

    private async Task AddRowsAsync<T>(Digest digest, string table, long to, Action<T> add, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"select content from views.{table} where position <= $1");
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            add(JsonSerializer.Deserialize<T>(row.GetString(0), Wire.Json.Options)!);
        }
    }

    /// <summary>The database keeps members in its own order.</summary>
    private static string Same<T>(string json) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json, Wire.Json.Options), Wire.Json.Options);
}
