using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;
using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Postgres;
using RiskMonitor.Market;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Tests.Ledger;

/// <summary>A ledger on a database of its own, without a host around it.</summary>
internal sealed class TestLedger : IAsyncDisposable
{
    public static readonly string Reporter = "urn:local:test-lender";

    private readonly TestCluster cluster;
    private readonly string database;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"riskmonitor-ledger-{Guid.NewGuid():N}");

    private TestLedger(TestCluster cluster, string database, TimeProvider clock)
    {
        (this.cluster, this.database, Clock) = (cluster, database, clock);
        Settings = new(
            cluster.ConnectionString(database),
            cluster.ConnectionString(database, LedgerRoles.Runtime),
            Path.Combine(folder, "keys"),
            Path.Combine(folder, "checkpoints"));
        Owner = NpgsqlDataSource.Create(Settings.Owner);
        Runtime = NpgsqlDataSource.Create(LedgerSettings.Tuned(Settings.Runtime));
        Appender = new(Runtime, clock, Integrity);
        Reader = new(Runtime, clock);
        Key = SigningKey.ReadOrCreate(Settings.KeyFile, Settings.Origin);
        Checkpoints = new(Runtime, Settings, Key, clock);
    }

    public LedgerSettings Settings { get; }

    public TimeProvider Clock { get; }

    public NpgsqlDataSource Owner { get; }

    public NpgsqlDataSource Runtime { get; }

    public LedgerIntegrity Integrity { get; } = new();

    public LedgerAppender Appender { get; }

    public SealedReader Reader { get; }

    public SigningKey Key { get; }

    public Checkpoints Checkpoints { get; }

    public static async Task<TestLedger> CreateAsync(TimeProvider? clock = null)
    {
        var cluster = await TestCluster.Shared;
        var database = $"ledger_{Guid.NewGuid():N}";
        await cluster.Roles.EnsureDatabaseAsync(database);
        var ledger = new TestLedger(cluster, database, clock ?? TimeProvider.System);
        await LedgerSchema.MigrateAsync(ledger.Settings);
        return ledger;
    }

    /// <summary>A small fact: the n-th fixing of a series.</summary>
    public static FiledFact Fixing(string series, int n, string rate = "7.0123")
    {
        var data = new FxFixed(SeriesId.Of(series), Currency.Of("USD"), Currency.Of("CNY"), Ratio.Of(
            decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)));
        return new FiledFact(
            new FiledId(Reporter, $"{series}-{n}"),
            EventCatalogue.NameOf(typeof(FxFixed)),
            $"market/{series}",
            Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromDays(n),
            Evidence.Documented,
            SourceRef: $"file.csv#{n}",
            data,
            Line: n,
            CanonicalHash: Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes($"{series} {n} {rate}"))));
    }

    public static FiledFact[] Fixings(string series, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(n => Fixing(series, n))];

    public Task<AppendResult> FileAsync(params FiledFact[] facts) => Appender.AppendAsync(facts, "reporter-ada");

    public async Task<SealSession> SealingAsync() =>
        await SealSession.TryOpenAsync(Settings.Runtime, Clock, default)
        ?? throw new InvalidOperationException("Somebody else seals this ledger.");

    public async Task<long> SealAsync()
    {
        await using var session = await SealingAsync();
        return await session.SealAsync(default);
    }

    public Sealer NewSealer() => new(Settings, Checkpoints, Integrity, Clock, NullLogger<Sealer>.Instance);

    public async Task<List<SealedEvent>> ReadAsync(long from = 0, long? to = null)
    {
        var events = new List<SealedEvent>();
        await foreach (var e in Reader.ReadAsync(from, to))
        {
            events.Add(e);
        }

        return events;
    }

    public static async Task<long> ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await Runtime.DisposeAsync();
        await cluster.Roles.DropDatabaseAsync(database);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
