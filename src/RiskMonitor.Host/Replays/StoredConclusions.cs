using System.Text.Json;
using NodaTime;
using Npgsql;
using RiskMonitor.Host.Exposure;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Host.Replays;

/// <summary>What was concluded, as it is stored now: for a replay to be held against.</summary>
/// <remarks>
/// Every row is held against what it was made of: the log against its seals and checkpoints, the lists of alerts and
/// incidents against their events, the columns by which a row is found and shown against what the row says, the
/// exposures of an assessment against their own table. So a change of any one row of them is seen.
/// </remarks>
public sealed class StoredConclusions(NpgsqlDataSource source, StoredLedger ledger, StoredStreams streams)
{
    private const string Facts = """
        select s.position from ledger.seal s join ledger.mt_events e on e.seq_id = s.seq_id
        where e.headers ->> 'source' is not null order by s.position
        """;

    private const string Notices = """
        select content, concat_ws(
            '|', rule, subject, number, position, ordinal, jurisdiction, cardinality(parties),
            array_to_string(parties, ','))
        from views.notice where position <= $1
        """;

    private const string Findings = """
        select content, concat_ws(
            '|', rule, subject, detail, position, ordinal, coalesce(source, '~'), coalesce(jurisdiction, '~'),
            cardinality(parties), array_to_string(parties, ','))
        from views.finding where position <= $1
        """;

    private const string Assessments = """
        select subject, day, ordinal, position, content,
            concat_ws('|', jurisdiction, obligor_group, cardinality(parties), array_to_string(parties, ','))
        from views.assessment where position <= $1
        """;

    /// <param name="to">Rows brought about after this position are left out.</param>
    public async Task<Digest> DigestAsync(long to, CancellationToken ct)
    {
        var digest = new Digest();
        await ledger.AddAlteredAsync(digest, to, ct);
        await streams.AddAlertsAsync(digest, await OrdinalsAsync(ct), to, ct);
        await streams.AddAlteredIncidentsAsync(digest, to, ct);
        await AddAssessmentsAsync(digest, to, ct);
        await AddRowsAsync<NoticeRow>(digest, Notices, to, ColumnsOf, digest.Add, ct);
        await AddRowsAsync<FindingRow>(digest, Findings, to, ColumnsOf, digest.Add, ct);
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

    /// <summary>The text of a row is what was said; what its leaves say in their own table must be the same.</summary>
    private async Task AddAssessmentsAsync(Digest digest, long to, CancellationToken ct)
    {
        var leaves = await LeavesAsync(ct);
        await using var command = source.CreateCommand(Assessments);
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var subject = row.GetString(0);
            var day = LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(1));
            var content = row.GetFieldValue<byte[]>(4);
            var line = DigestLine.OfAssessment(subject, day, row.GetInt64(2), content);
            digest.Add(line);
            using var said = JsonDocument.Parse(content);
            if (row.GetString(5) != ColumnsOf(said.RootElement))
            {
                digest.Add(new DigestLine($"{line.Key}, its columns", "altered"));
            }

            if (subject.StartsWith("pool/", StringComparison.Ordinal)
                && !InOrder(said.RootElement.GetProperty("exposures").Deserialize<ExposureLeaf[]>(Wire.Json.Options)!)
                    .SequenceEqual(InOrder(leaves.GetValueOrDefault((subject, day, row.GetInt64(3))) ?? [])))
            {
                digest.Add(new DigestLine($"{line.Key}, its exposures", "altered"));
            }
        }
    }

    /// <summary>Several leaves may be of no facility, so the order is that of all that they say.</summary>
    private static IEnumerable<string> InOrder(IEnumerable<ExposureLeaf> leaves) =>
        leaves.Select(leaf => JsonSerializer.Serialize(leaf, Wire.Json.Options)).Order(StringComparer.Ordinal);

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

    private async Task AddRowsAsync<T>(
        Digest digest, string sql, long to, Func<T, string> columnsOf, Action<T> add, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var said = JsonSerializer.Deserialize<T>(row.GetString(0), Wire.Json.Options)!;
            add(said);
            if (row.GetString(1) != columnsOf(said))
            {
                digest.Add(new DigestLine($"{columnsOf(said)}, its columns", "altered"));
            }
        }
    }

    private static string ColumnsOf(NoticeRow row) => Joined(
        row.Rule, row.Subject, row.Number, row.Position, row.Ordinal, row.Jurisdiction,
        row.Parties.Count, string.Join(',', row.Parties));

    private static string ColumnsOf(FindingRow row) => Joined(
        row.Rule, row.Subject, row.Detail, row.Position, row.Ordinal, row.Source, row.Jurisdiction,
        row.Parties.Count, string.Join(',', row.Parties));

    private static string ColumnsOf(JsonElement assessment) => Joined(
        assessment.GetProperty("jurisdiction").GetString(),
        assessment.GetProperty("group").GetString(),
        assessment.GetProperty("parties").GetArrayLength(),
        string.Join(',', assessment.GetProperty("parties").EnumerateArray().Select(party => party.GetString())));

    /// <summary>As the queries do it. How many parties there are stands before them.</summary>
    private static string Joined(params object?[] parts) => string.Join(
        '|', parts.Select(part => part is null
            ? "~"
            : Convert.ToString(part, System.Globalization.CultureInfo.InvariantCulture)));
}
