using Npgsql;
using NpgsqlTypes;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing;
using RiskMonitor.Host.Ledger;
using Layout = RiskMonitor.Filing.FilingForm;

namespace RiskMonitor.Host.Bench;

/// <summary>One ledger, and the two ways into its tables that are compared.</summary>
public sealed class BenchLedger : IAsyncDisposable
{
    private const string Rows = """
        select seq_id, id, stream_id, version, data::text, type, timestamp, mt_dotnet_type, headers::text, user_name
        from ledger.mt_events where seq_id > $1 order by seq_id
        """;

    private const string CopyStreams = """
        copy ledger.mt_streams (id, version, timestamp, tenant_id) from stdin (format binary)
        """;

    private const string CopyEvents = """
        copy ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, headers,
            user_name) from stdin (format binary)
        """;

    private readonly NpgsqlDataSource source;
    private readonly LedgerSettings settings;
    private readonly FilingDesk desk;

    public BenchLedger(LedgerSettings settings)
    {
        this.settings = settings;
        source = NpgsqlDataSource.Create(LedgerSettings.Tuned(settings.Runtime));
        Appender = new LedgerAppender(source, TimeProvider.System, new LedgerIntegrity());
        desk = new FilingDesk(Appender);
        Reader = new SealedReader(source, TimeProvider.System);
    }

    public LedgerAppender Appender { get; }

    public SealedReader Reader { get; }

    /// <summary>Files the lines as <c>ingest</c> has them filed in partial mode: only HTTP is left out.</summary>
    /// <returns>How many facts were taken.</returns>
    /// <exception cref="InvalidOperationException">A line broke a rule, so that less was measured than is said.
    /// </exception>
    public async Task<int> FileAsync(IEnumerable<byte[]> lines, CancellationToken ct)
    {
        var reader = new FilingReader(new FilingScope(BenchFacts.Source, MayOversee: true));
        var taken = 0;
        foreach (var piece in lines.Chunk(FilingClient.LinesAtOnce))
        {
            taken += await FileAsync(Body(piece), reader, ct);
        }

        return taken;
    }

    private async Task<int> FileAsync(byte[] content, FilingReader reader, CancellationToken ct)
    {
        var request = new FilingRequest(
            "bench", FilingMode.Partial, DryRun: false, Covers: null, BenchFacts.Source, "bench");
        await using var body = FilingBody.Open(new MemoryStream(content), isGzip: false, FilingSize.HttpBody);
        var outcome = await desk.FileAsync(
            FilingBody.ReadAsync(body, Layout.Ndjson, FilingSize.HttpBody, ct), reader,
            () => FilingDesk.Sha256(content), request, ct);
        return outcome.Errors.Count == 0 ? outcome.Accepted : throw new InvalidOperationException(
            $"Line {outcome.Errors[0].Line}: {outcome.Errors[0].Message}");
    }

    private static byte[] Body(byte[][] lines)
    {
        var body = new MemoryStream(lines.Sum(line => line.Length + 1));
        foreach (var line in lines)
        {
            body.Write(line);
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    public static FiledFact Read(FilingReader reader, byte[] bytes, int line)
    {
        var read = reader.Read(bytes, line);
        return read.Fact ?? throw new InvalidOperationException(
            $"{read.Errors[0].Message} {System.Text.Encoding.UTF8.GetString(bytes)}");
    }

    public async Task<int> AppendAsync(IReadOnlyList<FiledFact> facts, CancellationToken ct)
    {
        var result = await Appender.AppendAsync(facts, "bench", "bench", ct: ct);
        return result.Facts.Count(fact => fact.Status == AppendStatus.Accepted);
    }

    /// <summary>Gives a position to everything that is there.</summary>
    public async Task<long> SealAsync(CancellationToken ct)
    {
        await using var session = await SealSession.TryOpenAsync(settings.Runtime, TimeProvider.System, ct)
            ?? throw new InvalidOperationException("Somebody else seals the ledger of the benchmark.");
        return await session.SealAsync(ct);
    }

    /// <summary>The rows after a sequence number, as they lie there.</summary>
    public async Task<IReadOnlyList<BenchRow>> RowsAsync(long after, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Rows);
        command.Parameters.Add(new() { Value = after });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<BenchRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new BenchRow(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4),
                reader.GetString(5), reader.GetDateTime(6), reader.GetString(7), reader.GetString(8),
                reader.GetString(9)));
        }

        return rows;
    }

    /// <summary>Puts rows of another ledger into the same tables here, with nothing looked up or checked.</summary>
    public async Task CopyAsync(IReadOnlyList<BenchRow> rows, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var streams = await connection.BeginBinaryImportAsync(CopyStreams, ct))
        {
            foreach (var stream in rows.GroupBy(row => row.Stream, StringComparer.Ordinal))
            {
                await streams.StartRowAsync(ct);
                await streams.WriteAsync(stream.Key, NpgsqlDbType.Varchar, ct);
                await streams.WriteAsync(stream.Max(row => row.Version), NpgsqlDbType.Bigint, ct);
                await streams.WriteAsync(stream.First().At, NpgsqlDbType.TimestampTz, ct);
                await streams.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, ct);
            }

            await streams.CompleteAsync(ct);
        }

        await using (var events = await connection.BeginBinaryImportAsync(CopyEvents, ct))
        {
            foreach (var row in rows)
            {
                await events.StartRowAsync(ct);
                await events.WriteAsync(row.Sequence, NpgsqlDbType.Bigint, ct);
                await events.WriteAsync(row.Id, NpgsqlDbType.Uuid, ct);
                await events.WriteAsync(row.Stream, NpgsqlDbType.Varchar, ct);
                await events.WriteAsync(row.Version, NpgsqlDbType.Bigint, ct);
                await events.WriteAsync(row.Data, NpgsqlDbType.Jsonb, ct);
                await events.WriteAsync(row.Type, NpgsqlDbType.Varchar, ct);
                await events.WriteAsync(row.At, NpgsqlDbType.TimestampTz, ct);
                await events.WriteAsync(row.DotNetType, NpgsqlDbType.Varchar, ct);
                await events.WriteAsync(row.Headers, NpgsqlDbType.Jsonb, ct);
                await events.WriteAsync(row.Actor, NpgsqlDbType.Varchar, ct);
            }

            await events.CompleteAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}

/// <summary>One row of Marten's table of events.</summary>
public sealed record BenchRow(
    long Sequence, Guid Id, string Stream, long Version, string Data, string Type, DateTime At, string DotNetType,
    string Headers, string Actor);
