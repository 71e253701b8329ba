using Npgsql;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Bench;

/// <summary>A server of our own for as long as is measured: nothing is left of it.</summary>
/// <remarks>
/// It is a throw-away cluster, which does not wait for the disk; both sides of every ratio run on it, so that what is
/// compared is the program's work and not the disk's.
/// </remarks>
public sealed class BenchCluster : IAsyncDisposable
{
    private readonly EmbeddedPostgres postgres;
    private readonly string folder;

    private BenchCluster(EmbeddedPostgres postgres, string folder) => (this.postgres, this.folder) = (postgres, folder);

    public static async Task<BenchCluster> StartAsync(IProgress<string> progress, CancellationToken ct)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"riskmonitor-bench-{Guid.NewGuid():N}");
        var options = new EmbeddedPostgresOptions { DataFolder = folder, ThrowAway = true };
        return new BenchCluster(await EmbeddedPostgres.StartAsync(options, progress, ct), folder);
    }

    /// <summary>An empty ledger in a database of its own.</summary>
    public async Task<BenchLedger> LedgerAsync(string database, CancellationToken ct)
    {
        var settings = await SettingsAsync(database, ct);
        await LedgerSchema.MigrateAsync(settings, ct: ct);
        return new BenchLedger(settings);
    }

    /// <summary>A database without a schema.</summary>
    public async Task<LedgerSettings> SettingsAsync(string database, CancellationToken ct)
    {
        await postgres.Roles.EnsureDatabaseAsync(database, ct);
        var files = Path.Combine($"{folder}-files", database);
        return new LedgerSettings(
            postgres.ConnectionString(database),
            postgres.ConnectionString(database, LedgerRoles.Runtime),
            Path.Combine(files, "keys"),
            Path.Combine(files, "checkpoints"));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await postgres.DisposeAsync();
        foreach (var left in new[] { folder, $"{folder}-files" }.Where(Directory.Exists))
        {
            Directory.Delete(left, recursive: true);
        }
    }
}
