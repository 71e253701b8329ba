using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Tests.Postgres;

/// <summary>A durable cluster with one database and one table, which each test starts and stops as it likes.</summary>
public sealed class StoppedCluster : IAsyncLifetime
{
    public EmbeddedPostgresOptions Options { get; } = new()
    {
        DataFolder = Directory.CreateTempSubdirectory("riskmonitor-recovery-").FullName,
    };

    /// <summary>PostgreSQL writes it first and removes it last.</summary>
    public string ProcessFile => Path.Combine(Options.DataFolder, "postgres", "postmaster.pid");

    public bool IsStopped => !File.Exists(ProcessFile);

    public async Task InitializeAsync()
    {
        DurableCluster.OpenToOthers(Options.DataFolder);
        await using var server = await EmbeddedPostgres.StartAsync(Options, null, default);
        await server.Roles.EnsureDatabaseAsync("ledger");
        await Sql.DoAsync(server.ConnectionString("ledger"), "create table fact (id int primary key)");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Options.DataFolder, recursive: true);
        return Task.CompletedTask;
    }
}
