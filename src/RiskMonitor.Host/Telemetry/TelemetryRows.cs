using NodaTime;
using Npgsql;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>What the tables of raw telemetry are asked, and told beside the samples.</summary>
internal static class TelemetryRows
{
    private const string Known = """
        select count(*) from telemetry.file where source = $1 and sha256 = $2 and declaration = $3
        """;

    private const string AddFile = """
        insert into telemetry.file (id, source, pool, format, exporter, sha256, declaration, first_at, last_at, samples)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string AddDevices = """
        insert into telemetry.device (id, source, host, device, place)
        select d.id, $1, d.host, d.device, d.place from unnest($2, $3, $4, $5) as d (id, host, device, place)
        order by d.id
        on conflict do nothing
        """;

    /// <summary>The last values before the file, from the last file before it, and those of the file.</summary>
    private const string Steps = """
        select s.quantity, s.device, s.at, s.value, s.file = $1 from telemetry.sample s
        where s.quantity = any($5) and (s.file = $1 and s.at between $3 and $4 or s.at >= $3 - interval '7 days'
            and s.at < $3 and s.file = (select f.id from telemetry.file f where f.pool = $2 and f.source = $6
                and f.first_at < $3 and f.last_at >= $3 - interval '7 days' order by f.last_at desc, f.id desc limit 1))
        order by s.quantity, s.device, s.at, s.value
        """;

    private const string Exporters = """
        select distinct exporter from telemetry.file
        where pool = $1 and source = $2 and first_at < $4 and last_at >= $3 order by exporter
        """;

    private const string OfDay = """
        select d.host, d.place, d.device, s.at, s.quantity, s.value from telemetry.sample s
        join telemetry.device d on d.id = s.device
        where s.at >= $3 and s.at < $4 and s.file = any(array(select f.id from telemetry.file f
            where f.pool = $1 and f.source = $2 and f.first_at < $4 and f.last_at >= $3))
        order by d.host collate "C", d.place collate "C", s.at, s.quantity, d.device collate "C", s.value
        """;

    private const string Said = """
        select distinct on (start_at) start_at, n, fact, content from telemetry.block
        where pool = $1 and source = $2 and start_at >= $3 and start_at < $4 order by start_at, n desc
        """;

    private const string Say = """
        insert into telemetry.block (source, pool, start_at, n, fact, content) values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        """;

    public static async Task LockAsync(NpgsqlConnection connection, string what, CancellationToken ct)
    {
        await using var command = Command(
            connection, "select pg_advisory_xact_lock(hashtextextended($1, 0))", $"telemetry {what}");
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<LocalDate?> DroppedBeforeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, "select max(before) from telemetry.dropped");
        return await command.ExecuteScalarAsync(ct) is DateTime day ? LocalDate.FromDateTime(day) : null;
    }

    public static async Task<bool> IsKnownAsync(
        NpgsqlConnection connection, string source, string sha256, string declaration, CancellationToken ct)
    {
        await using var command = Command(connection, Known, source, sha256, declaration);
        return (long)(await command.ExecuteScalarAsync(ct))! > 0;
    }

    public static async Task AddAsync(
        NpgsqlConnection connection, PoolIntake pool, FileName file, CancellationToken ct)
    {
        await using var add = Command(
            connection, AddFile, pool.File, file.Source, pool.Pool.Value, file.Format, file.Exporter, file.Sha256,
            file.Declaration, pool.From.ToDateTimeUtc(), pool.To.ToDateTimeUtc(), (long)pool.Samples);
        await add.ExecuteNonQueryAsync(ct);
        var devices = pool.Devices.ToList();
        await using var more = Command(
            connection, AddDevices, file.Source, devices.Select(device => device.Value).ToArray(),
            devices.Select(device => device.Key.Host).ToArray(), devices.Select(device => device.Key.Id).ToArray(),
            devices.Select(device => device.Key.Place).ToArray());
        await more.ExecuteNonQueryAsync(ct);
    }

    /// <summary>When nearly all devices of the pool fell by a factor of 100 at once, and in what.</summary>
    public static async Task<(TelemetryQuantity Quantity, Instant At)?> StepAsync(
        NpgsqlConnection connection, PoolIntake pool, string source, Sequence<Instant> confirmed, CancellationToken ct)
    {
        var watched = Enum.GetValues<TelemetryQuantity>().Where(StepDetector.Watches)
            .Select(quantity => (short)quantity).ToArray();
        await using var command = Command(
            connection, Steps, pool.File, pool.Pool.Value, pool.From.ToDateTimeUtc(), pool.To.ToDateTimeUtc(), watched,
            source);
        await using var row = await command.ExecuteReaderAsync(ct);
        var (quantity, detector) = (default(short), new StepDetector(confirmed));
        while (await row.ReadAsync(ct))
        {
            if (row.GetInt16(0) != quantity && detector.Found() is { } before)
            {
                return ((TelemetryQuantity)quantity, before);
            }

            detector = row.GetInt16(0) == quantity ? detector : new StepDetector(confirmed);
            quantity = row.GetInt16(0);
            detector.Add(row.GetInt64(1), At(row, 2), row.GetDouble(3), row.GetBoolean(4));
        }

        return detector.Found() is { } found ? ((TelemetryQuantity)quantity, found) : null;
    }

    /// <summary>Names and versions of the exporters of all files of a day, in their order.</summary>
    public static async Task<string> ExportersAsync(
        NpgsqlConnection connection, PoolId pool, string source, LocalDate day, CancellationToken ct)
    {
        await using var command = Command(connection, Exporters, pool.Value, source, From(day), From(day.PlusDays(1)));
        await using var row = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await row.ReadAsync(ct))
        {
            names.Add(row.GetString(0));
        }

        return string.Join(" + ", names.Order(StringComparer.Ordinal));
    }

    /// <summary>All samples of the pool on the day, from whatever file, in the order that the day asks for.</summary>
    public static async Task FillAsync(
        NpgsqlConnection connection, PoolId pool, string source, LocalDate day, UseDay use, CancellationToken ct)
    {
        await using var command = Command(connection, OfDay, pool.Value, source, From(day), From(day.PlusDays(1)));
        command.CommandTimeout = 0; // a day of a large fleet is sorted
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            use.Add(new PlacedSample(
                row.GetString(0), row.GetString(1), row.GetString(2), At(row, 3), (TelemetryQuantity)row.GetInt16(4),
                row.GetDouble(5)));
        }
    }

    public static async Task<List<SaidBlock>> SaidAsync(
        NpgsqlConnection connection, PoolId pool, string source, LocalDate day, CancellationToken ct)
    {
        await using var command = Command(connection, Said, pool.Value, source, From(day), From(day.PlusDays(1)));
        await using var row = await command.ExecuteReaderAsync(ct);
        var blocks = new List<SaidBlock>();
        while (await row.ReadAsync(ct))
        {
            blocks.Add(new SaidBlock(At(row, 0), row.GetInt32(1), row.GetString(2), row.GetString(3)));
        }

        return blocks;
    }

    public static async Task SayAsync(
        NpgsqlConnection connection, PoolId pool, string source, SaidBlock block, CancellationToken ct)
    {
        await using var command = Command(
            connection, Say, source, pool.Value, block.Start.ToDateTimeUtc(), block.Count, block.Fact, block.Content);
        await command.ExecuteNonQueryAsync(ct);
    }

    internal static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static DateTime From(LocalDate day) => day.AtMidnight().InUtc().ToDateTimeUtc();

    private static Instant At(NpgsqlDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));
}

/// <summary>What a file is called in the tables.</summary>
/// <param name="Declaration">SHA-256 of the declaration under which it was read.</param>
internal sealed record FileName(string Source, string Format, string Exporter, string Sha256, string Declaration);
