using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Tests.Postgres;

/// <summary>A cluster as a user has it, durable and kept, in a folder of its own with one database.</summary>
public sealed class DurableCluster : IAsyncLifetime
{
    private EmbeddedPostgres? server;

    public EmbeddedPostgresOptions Options { get; } = new()
    {
        DataFolder = Directory.CreateTempSubdirectory("riskmonitor-durable-").FullName,
    };

    public EmbeddedPostgres Server => server ?? throw new InvalidOperationException("The server was not started.");

    public string Owner => Server.ConnectionString("ledger");

    public string Runtime => Server.ConnectionString("ledger", LedgerRoles.Runtime);

    public async Task InitializeAsync()
    {
        OpenToOthers(Options.DataFolder);
        server = await EmbeddedPostgres.StartAsync(Options, null, default);
        await server.Roles.EnsureDatabaseAsync("ledger");
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Options.DataFolder, recursive: true);
    }

    /// <summary>A temporary folder is closed to everybody else, and root's server is somebody else.</summary>
    public static void OpenToOthers(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }
}
